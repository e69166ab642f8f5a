"""Measures the accuracy anew: the tables of docs/ACCURACY.md, and the app's error budget from them.

    uv run scripts/measure_accuracy.py RENDERED [REAL]

RENDERED is a folder of rendered clips with exact truth, REAL one of clips counted by eye.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from coach.accuracy.tables import markdown, worst_cases
from coach.app.benchmarks import measure_accuracy
from coach.app.request import RunRequest
from coach.core.drills.error_budget import Case

ROOT = Path(__file__).parent.parent
BUDGET = ROOT / "coach" / "core" / "drills" / "error_budget.py"
DOCUMENT = ROOT / "docs" / "ACCURACY.md"


@contextmanager
def telling() -> Iterator[Callable[[str, float], None]]:
    told: set[str] = set()

    def tell(what: str, share: float) -> None:
        if what not in told:
            told.add(what)
            sys.stderr.write(f"{share:4.0%} {what}\n")

    yield tell


def write_budget(worst: Mapping[Case, float], path: Path = BUDGET) -> None:
    """Puts these figures in place of the module's."""
    lines = "".join(
        f'        ("{name}", "{kind}", "{view}", {calibrated}): {off:g},\n'
        for (name, kind, view, calibrated), off in worst.items()
    )
    text = re.sub(
        r"MappingProxyType\(.*?\n\)\n",
        f"MappingProxyType(\n    {{\n{lines}    }}\n)\n",
        path.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def write_tables(which: str, tables: str, path: Path = DOCUMENT) -> None:
    """Puts these tables between the document's marks of that name."""
    text = re.sub(
        rf"(<!-- {which} -->\n).*(<!-- end of {which} -->)",
        lambda marks: f"{marks[1]}\n{tables}\n\n{marks[2]}",
        path.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def main(rendered: Path, real: Path | None = None) -> None:
    clips = measure_accuracy(rendered, RunRequest(model="full"), telling)
    worst = worst_cases(clips)
    write_budget(worst)
    write_tables("rendered", markdown(clips, worst))
    if real is not None:
        write_tables("real", markdown(measure_accuracy(real, RunRequest(model="full"), telling)))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

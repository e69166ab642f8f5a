"""Makes docs/DRILLS.md and the guide's table from the drills' files and the English words.

    uv run scripts/make_drills_page.py            # after a change of a drill or of a cue
    uv run scripts/make_drills_page.py --check    # says whether that was done

Commit what it made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from coach.config import drill_names, load_drill, load_texts
from coach.core.drills.drill import Drill
from coach.core.drills.rules import FaultRule, Gate
from coach.core.drills.units import unit_of
from coach.core.kinematics.measured import METRICS
from coach.wording.drill_words import GROUPS, a_set, between, facts, fault_words, grouped
from coach.wording.texts import Texts

ROOT = Path(__file__).parent.parent
PAGE, GUIDE = ROOT / "docs" / "DRILLS.md", ROOT / "docs" / "GUIDE.md"
BEGIN, END = "<!-- drills -->\n", "<!-- end of drills -->"
AIMS = {
    "thigh_angle_peak": "",
    "knee_flexion_peak": "knee",
    "hip_flexion_peak": "thigh against trunk",
    "hold_time": "held for",
    "travel": "moved by",
}
WHOSE = {"own": "the stretched leg", "stance": "the other leg", "body": "the body"}
INTRO = """# The drills

Made from `configs/drills/*.toml` by `scripts/make_drills_page.py`: change those. They also have
the source of each number and how sure it is.

A target says what a good rep is. A fault is spoken of when it lasts, and left again at the second
number. Angles are degrees in the camera's picture; left and right are your own. In a side view the
leg near the camera is judged.
"""


def page() -> str:
    """The whole document."""
    texts = load_texts()
    drills = [load_drill(name, texts) for name in drill_names()]
    parts = [INTRO]
    for title, mine in grouped(drills):
        links = ", ".join(f"[{drill.title}](#{_anchor(drill.title)})" for drill in mine)
        parts += [f"## {title}\n", f"{links}.\n"] if len(mine) > 1 else [f"## {title}\n"]
        parts += ["\n".join(_section(drill, texts)) + "\n" for drill in mine]
    return "\n".join(parts)


def _section(drill: Drill, texts: Texts) -> Iterator[str]:
    yield f"### {drill.title}\n"
    yield f"`{drill.name}`: {drill.about}\n"
    yield from _rows(drill)
    if drill.gates:
        yield f"\nThe timer runs while the pose is still and {_joined(drill)}."
    parent = drill.name.removesuffix("_forward")
    if parent != drill.name:
        yield f"\nIts faults are those of {_other(parent)}."
    elif drill.faults:
        yield "\n| fault | seen from | begins | ends | the coach says |"
        yield "| --- | --- | --- | --- | --- |"
        yield from (_fault(rule, texts) for rule in drill.faults)


def _rows(drill: Drill) -> Iterator[str]:
    for name, words in facts(drill).items():
        yield f"- **{name}**: {_other(words) if name in ('easier', 'next') else words}"


def _other(words: str) -> str:
    """A drill's name as a link to it, other words as they are."""
    if words not in drill_names():
        return words
    title = load_drill(words).title
    return f"[{title}](#{_anchor(title)})"


def _joined(drill: Drill) -> str:
    return "; ".join(map(_gate, drill.gates))


def _gate(gate: Gate) -> str:
    unit = unit_of(METRICS[gate.metric].unit).behind
    name = gate.metric.replace("_", " ")
    return f"{name} of {WHOSE[gate.of]} is {between(gate.band.low, gate.band.high, unit)}"


def _fault(rule: FaultRule, texts: Texts) -> str:
    return f"| {' | '.join(fault_words(rule, texts))} |"


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def guide() -> str:
    """The guide with the table of the drills as they are."""
    texts, text = load_texts(), GUIDE.read_text(encoding="utf-8")
    drills = sorted((load_drill(name, texts) for name in drill_names()), key=_group)
    rows = [
        "name | what | target | steps/min | set | belt, or what to mind",
        " | ".join(["---"] * 6),
    ]
    rows += [" | ".join(_cells(drill)) for drill in drills]
    table = "".join(f"| {row} |\n" for row in rows)
    return text[: text.index(BEGIN) + len(BEGIN)] + table + text[text.index(END) :]


def _group(drill: Drill) -> int:
    return next(n for n, kinds in enumerate(GROUPS.values()) if drill.kind in kinds)


def _cells(drill: Drill) -> Iterator[str]:
    yield f"`{drill.name}`"
    yield drill.about.rstrip(".")
    yield _aim(drill)
    yield between(drill.cadence.low, drill.cadence.high, "").replace(" to ", "-") or "-"
    yield a_set(drill)
    yield f"up to {drill.belt_max_kmh:g} km/h" if drill.belt_max_kmh else drill.safety.split(".")[0]


def _aim(drill: Drill) -> str:
    """The target in a few words."""
    target, what = drill.target, AIMS[drill.graded]
    if drill.traits.own_timer:
        return f"{what} {target.low:g}-{target.high:g} s"
    low = f"{100 * target.low:g} % of the leg" if drill.slow else f"{target.low:g}{drill.unit}"
    return f"{what} {low}" if drill.traits.graded else f"{what} from {low}".strip()


def main() -> int:
    made = {PAGE: page(), GUIDE: guide()}
    stale = [path for path, text in made.items() if path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in stale:
            sys.stdout.write(f"{path.name} is not made from the drills as they are\n")
        return 1 if stale else 0
    for path in stale:
        path.write_text(made[path], encoding="utf-8")
    sys.stdout.write(f"{len(drill_names())} drills; written: {', '.join(p.name for p in stale)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

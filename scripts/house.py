"""Counts what the house is made of: rooms, arrows, names, functions, lines of code.

    uv run scripts/house.py [FOLDER]

A room is a package of `coach/` or of `coach/core/`, or a module that lies loose in one of them. An
arrow is a room that imports another, for types too; upward is one that closes a circle. The floor
is how many rooms deep a room rests on others. Lines are those without blanks and comments.
"""

import ast
import io
import re
import statistics
import sys
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(*sys.argv[1:] or [Path(__file__).parents[1]]) / "coach"
NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def room_of(name: str) -> str:
    return ".".join(name.split(".")[: 2 if name.startswith("core.") else 1])


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("coach."):
            yield from (
                f"{node.module}.{alias.name}".removeprefix("coach.") for alias in node.names
            )


def code_lines(text: str) -> int:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return len({token.start[0] for token in tokens if token.type not in NO_CODE and token.string})


def climb(room: str, arrows: dict[str, set[str]], floor: dict[str, int], below: list[str]) -> int:
    """Fills in the floors; `below` are the rooms that wait for this one."""
    if room not in floor:
        rests = [climb(other, arrows, floor, [*below, room]) for other in arrows[room] - {*below}]
        floor[room] = 1 + max(rests, default=0)
    return floor[room]


def main() -> None:
    arrows: dict[str, set[str]] = defaultdict(set)
    homes: dict[str, list[str]] = defaultdict(list)
    lines, lengths, kinds = Counter[str](), [], []
    for file in sorted(PACKAGE.rglob("*.py")):
        text, name = file.read_text(encoding="utf-8"), name_of(file)
        tree = ast.parse(text)
        lines[room_of(name)] += code_lines(text)
        kinds += [name] if re.search(r"\bKind\.", text) else []
        arrows[room_of(name)] |= {room_of(other) for other in imported(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                lengths.append((node.end_lineno or 0) - node.lineno + 1)
            elif isinstance(node, ast.ClassDef):
                homes[node.name].append(name)
    arrows = {room: (arrows[room] & set(lines)) - {room} for room in lines}
    floor: dict[str, int] = {}
    for room in lines:
        climb(room, arrows, floor, [])
    upward = [f"{a} -> {b}" for a in lines for b in arrows[a] if floor[a] <= floor[b]]
    number_of_arrows = sum(map(len, arrows.values()))
    doubled = [name for name, files in homes.items() if len(files) > 1]
    packages = [path for path in (PACKAGE / "core").iterdir() if any(path.glob("*.py"))]
    p90 = statistics.quantiles(lengths, n=10)[-1]
    for room, number in sorted(lines.items(), key=lambda each: (floor[each[0]], each[0])):
        print(f"{number:6} lines  floor {floor[room]:2}  {room}")
    print(
        f"{len(lines)} rooms, {max(floor.values())} floors, {number_of_arrows} arrows",
        f"{len(upward)} arrows upward, or in a circle: {', '.join(upward)}",
        f"{len(list(PACKAGE.glob('*.py')))} loose modules, {len(packages)} packages in core",
        f"{len(doubled)} class names with two meanings: {', '.join(doubled)}",
        f"{len(kinds)} files name `Kind.`: {', '.join(kinds)}",
        f"functions: median {statistics.median(lengths):g}, p90 {p90:g}, longest {max(lengths)}",
        f"{sum(lines.values())} lines of code",
        sep="\n",
    )


if __name__ == "__main__":
    main()

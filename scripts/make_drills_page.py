"""Makes docs/DRILLS.md and the README's table from the drills' files and the English words.

    uv run scripts/make_drills_page.py            # after a change of a drill or of a cue
    uv run scripts/make_drills_page.py --check    # says whether that was done

Commit what it made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from math import isfinite
from pathlib import Path

from coach.config import drill_names, load_drill, load_texts
from coach.core.drills.drill import Drill
from coach.core.drills.kinds import Kind
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import FaultRule, Gate
from coach.core.drills.units import unit_of
from coach.core.kinematics.measured import METRICS
from coach.core.types import View
from coach.wording.texts import Texts

ROOT = Path(__file__).parent.parent
PAGE, README = ROOT / "docs" / "DRILLS.md", ROOT / "README.md"
BEGIN, END = "<!-- drills -->\n", "<!-- end of drills -->"
GROUPS = {
    "Drills": (Kind.LIFT,),
    "Landing, and hips that hold still": (Kind.LANDING, Kind.SLOW),
    "Stretches": (Kind.HOLD,),
    "Running": (Kind.RUN,),
}
GRADED = {
    "thigh_angle_peak": "the thigh at its highest (90° is level)",
    "knee_flexion_peak": "the knee at its most bent",
    "hip_flexion_peak": "the thigh against the trunk at its highest",
    "hold_time": "held still",
    "travel": "the way of the movement",
}
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
    for title, kinds in GROUPS.items():
        mine = [drill for drill in drills if drill.kind in kinds]
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
    facts = {
        "phases": "; ".join(drill.phases),
        "target": _target(drill),
        "cadence": _between(drill.cadence.low, drill.cadence.high, " steps/min"),
        "camera": _views(drill.views),
        "dose": _dose(drill),
        "easier": _other(drill.regress),
        "next": _other(drill.progress),
        "belt": f"{drill.belt_max_kmh:g} km/h at most" if drill.belt_max_kmh else "",
        "mind": drill.safety,
        "leave it out with": drill.not_if,
    }
    yield from (f"- **{name}**: {words}" for name, words in facts.items() if words)


def _target(drill: Drill) -> str:
    unit = unit_of(REP_VALUES[drill.graded].unit).behind
    band = _between(drill.target.low, drill.target.high, unit)
    return f"{GRADED[drill.graded]}: {band}; it counts from {drill.floor:g}{unit}"


def _dose(drill: Drill) -> str:
    whole = f"{drill.seconds:g} s"
    if drill.traits.own_timer:
        whole = f"one stretch of {'the near side' if drill.hold.near else 'each side'}"
    elif drill.reps_per_side:
        whole = f"{drill.reps_per_side} a side, or {whole}"
    sets = f"{drill.dose.sets} sets" if drill.dose.sets > 1 else "1 set"
    return f"{sets} of {whole}, {drill.dose.rest_s:g} s of rest"


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
    return f"{name} of {WHOSE[gate.of]} is {_between(gate.band.low, gate.band.high, unit)}"


def _fault(rule: FaultRule, texts: Texts) -> str:
    value = REP_VALUES[rule.value]
    unit = unit_of(value.unit).behind
    begins = " or ".join(_outside(rule.enter.low, rule.enter.high, unit))
    ends = _between(rule.leave.low, rule.leave.high, unit)
    says = ", ".join(f'"{texts.cues[cue].say}"' for cue in rule.cues)
    name, what = rule.name.replace("_", " "), rule.value.replace("_", " ")
    return (
        f"| {name}: {what} ({value.meaning}) | {_views(rule.views)} | {begins} | {ends} | {says} |"
    )


def _outside(low: float, high: float, unit: str) -> Iterator[str]:
    if isfinite(low):
        yield f"below {low:g}{unit}"
    if isfinite(high):
        yield f"above {high:g}{unit}"


def _between(low: float, high: float, unit: str) -> str:
    if isfinite(low) and isfinite(high):
        return f"{low:g} to {high:g}{unit}"
    if isfinite(low):
        return f"from {low:g}{unit}"
    return f"up to {high:g}{unit}" if isfinite(high) else ""


def _views(views: frozenset[View]) -> str:
    names = ["side"] if {View.LEFT, View.RIGHT} <= views else []
    names += [view.value for view in (View.FRONT, View.REAR) if view in views]
    return ", ".join(names)


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def readme() -> str:
    """The README with the table of the drills as they are."""
    texts, text = load_texts(), README.read_text(encoding="utf-8")
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
    yield _between(drill.cadence.low, drill.cadence.high, "").replace(" to ", "-") or "-"
    yield _set(drill)
    yield f"up to {drill.belt_max_kmh:g} km/h" if drill.belt_max_kmh else drill.safety.split(".")[0]


def _aim(drill: Drill) -> str:
    """The target in a few words."""
    target, what = drill.target, AIMS[drill.graded]
    if drill.traits.own_timer:
        return f"{what} {target.low:g}-{target.high:g} s"
    low = f"{100 * target.low:g} % of the leg" if drill.slow else f"{target.low:g}{drill.unit}"
    return f"{what} {low}" if drill.traits.graded else f"{what} from {low}".strip()


def _set(drill: Drill) -> str:
    if drill.traits.own_timer:
        return "the near side" if drill.hold.near else "both sides"
    if drill.traits.graded:
        return f"{drill.reps_per_side} a leg"
    reps = f", or {drill.reps_per_side} reps a leg" if drill.reps_per_side else ""
    return f"{drill.seconds:g} s{reps}"


def main() -> int:
    made = {PAGE: page(), README: readme()}
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

"""A drill in words: what is done, how much of it, where, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite

from coach.core.drills.drill import Drill
from coach.core.drills.kinds import Kind
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import FaultRule
from coach.core.drills.units import unit_of
from coach.core.types import View
from coach.wording.texts import Texts

GROUPS: Mapping[str, tuple[Kind, ...]] = {
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


def grouped(drills: list[Drill]) -> Iterator[tuple[str, list[Drill]]]:
    """The drills of each group, in the groups' order."""
    for title, kinds in GROUPS.items():
        yield title, [drill for drill in drills if drill.kind in kinds]


def in_short(drill: Drill) -> tuple[str, ...]:
    """Its name, what a set is, on which belt, and whether one jumps."""
    belt = f"belt {drill.belt_max_kmh:g} km/h" if drill.belt_max_kmh else "no moving belt"
    return drill.name, a_set(drill), belt, "jumps" if drill.traits.impact(drill) else ""


def facts(drill: Drill) -> dict[str, str]:
    """What there is to know of it; `easier` and `next` are drills' names, or words."""
    found = {
        "phases": "; ".join(drill.phases),
        "target": _target(drill),
        "cadence": between(drill.cadence.low, drill.cadence.high, " steps/min"),
        "camera": views(drill.views),
        "dose": _dose(drill),
        "easier": drill.regress,
        "next": drill.progress,
        "belt": f"{drill.belt_max_kmh:g} km/h at most" if drill.belt_max_kmh else "",
        "mind": drill.safety,
        "leave it out with": drill.not_if,
    }
    return {name: words for name, words in found.items() if words}


def a_set(drill: Drill) -> str:
    """How long one set is, in a few words."""
    if drill.traits.own_timer:
        return "the near side" if drill.hold.near else "both sides"
    if drill.traits.graded:
        return f"{drill.reps_per_side} a leg"
    reps = f", or {drill.reps_per_side} a leg" if drill.reps_per_side else ""
    return f"{drill.seconds:g} s{reps}"


def fault_words(rule: FaultRule, texts: Texts) -> tuple[str, ...]:
    """A fault's name and what it is of, from where it is seen, where it begins and ends, and what
    the coach says."""
    value = REP_VALUES[rule.value]
    unit = unit_of(value.unit).behind
    name, what = rule.name.replace("_", " "), rule.value.replace("_", " ")
    return (
        f"{name}: {what} ({value.meaning})",
        views(rule.views),
        " or ".join(_outside(rule.enter.low, rule.enter.high, unit)),
        between(rule.leave.low, rule.leave.high, unit),
        ", ".join(f'"{texts.cues[cue].say}"' for cue in rule.cues),
    )


def views(views: frozenset[View]) -> str:
    """Where the camera may stand."""
    names = ["side"] if {View.LEFT, View.RIGHT} <= views else []
    return ", ".join(names + [view.value for view in (View.FRONT, View.REAR) if view in views])


def between(low: float, high: float, unit: str) -> str:
    """A band in words; nothing where it has no end."""
    if isfinite(low) and isfinite(high):
        return f"{low:g} to {high:g}{unit}"
    if isfinite(low):
        return f"from {low:g}{unit}"
    return f"up to {high:g}{unit}" if isfinite(high) else ""


def _outside(low: float, high: float, unit: str) -> Iterator[str]:
    if isfinite(low):
        yield f"below {low:g}{unit}"
    if isfinite(high):
        yield f"above {high:g}{unit}"


def _target(drill: Drill) -> str:
    unit = unit_of(REP_VALUES[drill.graded].unit).behind
    band = between(drill.target.low, drill.target.high, unit)
    return f"{GRADED[drill.graded]}: {band}; it counts from {drill.floor:g}{unit}"


def _dose(drill: Drill) -> str:
    whole = f"{drill.seconds:g} s"
    if drill.traits.own_timer:
        whole = f"one stretch of {'the near side' if drill.hold.near else 'each side'}"
    elif drill.reps_per_side:
        whole = f"{drill.reps_per_side} a side, or {whole}"
    sets = f"{drill.dose.sets} sets" if drill.dose.sets > 1 else "1 set"
    return f"{sets} of {whole}, {drill.dose.rest_s:g} s of rest"

"""What a prescription file may hold, and how its limits and targets become a plan's drills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite, nan
from typing import Annotated, Literal

from coach.config.plan_file import StepTable
from coach.config.schema import one_of, rising
from coach.config.words import CueTable
from coach.core.drills.drill import Drill
from coach.core.drills.limits import limited
from coach.core.drills.pain import MOST_PAIN
from coach.core.drills.plan import WantedView
from coach.core.drills.rep_values import REP_VALUES
from coach.core.drills.rules import Band, FaultRule, ThighAngle
from coach.core.drills.targets import retargeted
from coach.core.fields import Checked, Known, Within, Words
from coach.core.types import View
from coach.spelling import did_you_mean
from coach.wording.texts import Texts


def _printable_lines(text: str) -> str:
    if not text.strip() or not all(line.isprintable() for line in text.splitlines()):
        raise ValueError("must be lines of words")
    return text


def _closed_somewhere(band: Band) -> Band:
    if band == Band():
        raise ValueError("needs 'low' or 'high'")
    return rising(band)


Lines = Annotated[str, Within(min_length=1, max_length=2000), Checked(_printable_lines)]
DrillName = Annotated[str, Known("drills")]
Limits = dict[Annotated[str, one_of(REP_VALUES)], Annotated[Band, Checked(_closed_somewhere)]]
"""Of a rep's values, as in `thigh_angle_peak = { high = 80 }`."""


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """[targets.<drill>]: what is left out is the drill's own; see Drill for `locked`."""

    low: ThighAngle | None = None
    high: ThighAngle | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescriptionFile:
    """A whole prescription file; see Prescription. Its steps are its own, or those of a plan."""

    schema: Literal[1]
    athlete: Words
    by: Words
    title: Words = ""
    note: Lines = ""
    valid_until: date | None = None
    pain_limit: Annotated[int, Within(ge=0, le=MOST_PAIN)] | None = None
    view: WantedView | None = None
    speed_kmh: Annotated[float, Within(ge=1, le=25)] = nan
    plan: Annotated[str, Known("plans")] | None = None
    steps: Annotated[list[StepTable], Within(min_length=1, max_length=60)] | None = None
    targets: dict[DrillName, OwnTarget] = field(default_factory=dict)
    limits: Limits = field(default_factory=dict)
    drill_limits: dict[DrillName, Limits] = field(default_factory=dict)
    cues: dict[str, CueTable] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.plan is None and self.steps is None:
            raise ValueError("needs [[steps]], or the plan that they are taken from")
        if self.plan is not None and self.steps is not None:
            raise ValueError("give [[steps]] or a plan, not both")

    def limits_of(self, drill: str) -> Mapping[str, Band]:
        """Those for all drills, and what is narrower for this one."""
        found = dict(self.limits)
        for value, own in self.drill_limits.get(drill, {}).items():
            band = found.get(value, Band())
            found[value] = Band(max(band.low, own.low), min(band.high, own.high))
        return found

    def with_one_cue(self, rule: FaultRule) -> FaultRule:
        """The rule with its first cue alone, where the therapist has words for the fault."""
        return replace(rule, cues=rule.cues[:1]) if rule.name in self.cues else rule


@dataclass(slots=True)
class Fitting:
    """One drill as it is prescribed; `problems` are why it cannot be, each with its key."""

    drill: Drill
    problems: list[str]


def fitted(file: PrescriptionFile, drill: Drill, views: frozenset[View]) -> Fitting:
    """The drill, seen from one of the `views`, with its own target, limits and cues."""
    name, limits = drill.name, file.limits_of(drill.name)
    table = file.targets.get(name, OwnTarget())
    limit = limits.get(drill.graded, Band())
    own = _own_target(table, drill, limit)
    problems = list(_target_problems(table, own, drill, limit))
    if problems:
        return Fitting(drill, problems)
    asked = replace(retargeted(drill, own), locked=table.locked)
    within = limited(asked, limits, views)
    if within is None:
        return Fitting(drill, [_nothing_left(asked)])
    return Fitting(replace(within, faults=tuple(map(file.with_one_cue, within.faults))), [])


def _own_target(table: OwnTarget, drill: Drill, limit: Band) -> Band:
    """A target of which one end is given stays there, the other end keeps to the limit."""
    low, high = drill.target.low, drill.target.high
    if table.low is not None:
        low, high = table.low, min(high, limit.high)
    if table.high is not None:
        high, low = table.high, table.low if table.low is not None else max(low, limit.low)
    return Band(low, high)


def _target_problems(table: OwnTarget, own: Band, drill: Drill, limit: Band) -> Iterator[str]:
    given = table.low is not None or table.high is not None
    key = f"targets.{drill.name}"
    for end, asked in (("low", table.low), ("high", table.high)):
        if asked is not None and not limit.holds(asked):
            yield f"{key}.{end}: {asked:g} is beyond the limit of {drill.graded}: {ends(limit)}"
    if given and own.low >= own.high and limit.holds(own.low):
        yield f"{key}: low ({own.low:g}) must be less than high ({own.high:g})"
    if given and own.low <= drill.floor:
        yield f"{key}.low: must be more than {drill.floor:g}, with which {drill.name} is counted"


def _nothing_left(drill: Drill) -> str:
    return (
        f"limits: leave {drill.name} no target: its own is {ends(drill.target)} of {drill.graded}, "
        f"and it is counted from {drill.floor:g} on; widen them, or leave the drill out"
    )


def ends(band: Band) -> str:
    """As in "75 to 90", or "up to 80"."""
    if not isfinite(band.low):
        return f"up to {band.high:g}"
    return f"{band.low:g} to {band.high:g}" if isfinite(band.high) else f"from {band.low:g} on"


def whole_problems(
    file: PrescriptionFile, drills: Mapping[str, Drill], texts: Texts
) -> Iterator[str]:
    """What is about no drill of the steps, and words for what nobody says."""
    for key, names in (("targets", file.targets), ("drill_limits", file.drill_limits)):
        for name in names.keys() - drills.keys():
            yield f"{key}.{name}: no step does this drill{did_you_mean(name, drills)}"
    measured = {limit.value for drill in drills.values() for limit in drill.limits}
    graded = {drill.graded for drill in drills.values()}
    for value in file.limits.keys() - measured:
        hint = did_you_mean(value, graded)
        yield f"limits.{value}: no step can be measured by this{hint}"
    for name in file.drill_limits.keys() & drills.keys():
        mine = {limit.value for limit in drills[name].limits}
        for value in file.drill_limits[name].keys() - mine:
            yield f"drill_limits.{name}.{value}: {name} cannot be measured by this"
    known = {rule.name for drill in drills.values() for rule in drill.faults} | texts.cues.keys()
    for key in file.cues.keys() - known:
        yield f"cues.{key}: no cue, and no fault of these drills{did_you_mean(key, known)}"


def worded(file: PrescriptionFile, drills: Mapping[str, Drill], texts: Texts) -> Texts:
    """The texts with the therapist's own words, for a fault under its first cue."""
    faults = [rule for drill in drills.values() for rule in drill.faults]
    cues = dict(texts.cues)
    for name, table in file.cues.items():
        first = {key for rule in faults if rule.name == name for key in rule.cues[:1]}
        keys = {name} & cues.keys() or first
        for key in keys:
            cues[key] = table.words(sided=cues[key].sided)
    return replace(texts, cues=cues)

"""What the synthetic athlete does: each drill with a fault until it is told, and in a plan a better
run after the drills than before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from math import inf, isfinite, log, nan, sqrt
from typing import TYPE_CHECKING

from coach.core.drills.drill import Drill
from coach.core.drills.kinds import Kind
from coach.core.judging.faults import value_beyond
from coach.core.session.snapshot import Snapshot
from coach.core.types import Image, Pose, Side, View
from coach.errors import CoachError
from coach.simulation.athlete import KNOWN, SimulatedRunner
from coach.simulation.faulty import Actor, faults_of, with_fault
from coach.simulation.gaits import GAITS, Gait
from coach.simulation.one_leg import IN_A_ROW, OneLegged
from coach.simulation.performing import LiftChange, Performer, Slip
from coach.spelling import did_you_mean

if TYPE_CHECKING:
    from coach.simulation.drawing import Painter
    from coach.simulation.following import Follower
    from coach.simulation.true_poses import TruePoses

BEGINS_S = 0.5
LOW_BY, LOW_UNTIL_S, LOW_LIFTS = 13.0, 6.5, 2.2
"""The left knee is so many degrees below the target, for so many seconds after "go", or so many
lifts where a drill is slow: until the coach has seen it and said so."""

IN_BY, IN_UNTIL_S = 16.0, 30.0
"""On one leg the knee falls in by so many degrees, for so many seconds after "go"."""

SHOWN_SIZE = (800, 450)
"""Of the pictures that show how a drill looks."""

CLEARLY = 1.8
"""A fault that is asked for is so many dead-bands beyond its limit."""

LIKE_DEG = 50.0
"""So far apart in lift are two movements that differ as much as two of e times the cadence."""

FIRST_SEEN = View.LEFT, View.RIGHT, View.FRONT, View.REAR

LIFT_BEFORE, LIFT_AFTER = 31.0, 43.0
CADENCE_BEFORE, CADENCE_AFTER = 150.0, 166.0
"""Of the run, before and after the drills: highest thigh angle, and steps a minute; with these the
time on the ground gets shorter too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A fault that the athlete is asked to have; `side` None is both, or the whole body."""

    name: str
    side: Side | None


def asked_for(text: str, drills: Iterable[Drill]) -> Asked:
    """ "knee_low:left" as one of these drills' faults; CoachError where it is none."""
    name, _, side = text.partition(":")
    rules = {rule.name: rule for drill in drills for rule in drill.faults}
    if name not in rules:
        known = ", ".join(sorted(rules)) or "there is none"
        raise CoachError(f"no fault {name!r}{did_you_mean(name, rules) or f', only: {known}'}")
    if side and rules[name].of == "body":
        raise CoachError(f"{name} is a fault of the whole body: leave out ':{side}'")
    if side and side not in {each.value for each in Side}:
        raise CoachError(f"{text}: the side is left or right{did_you_mean(side, Side)}")
    return Asked(name, Side(side) if side else None)


def performer(drill: Drill, view: View | None, go: float, asked: Sequence[Asked] = ()) -> Performer:
    """Who does the drill from just after `go`, with its fault for a while, or always with those
    that are asked for."""
    if asked:
        view = view or _shows(drill, asked)
        acts = replace(_healthy(drill, go + BEGINS_S), view=view)
        return _with_faults(acts, drill, asked)
    acts = _doing(drill, begins=go + BEGINS_S)
    if isinstance(acts, OneLegged):
        slips = tuple(replace(slip, end=go + IN_UNTIL_S) for slip in acts.slips)
        return replace(acts, slips=slips, view=view or View.FRONT)
    lasts = BEGINS_S + LOW_LIFTS * acts.cycle_s if acts.changes else 0.0
    until = go + max(LOW_UNTIL_S, lasts)
    changes = tuple(replace(change, end=until) for change in acts.changes)
    side = View.LEFT if View.LEFT in drill.views else View.FRONT
    return replace(acts, changes=changes, view=view or side)


def _shows(drill: Drill, asked: Sequence[Asked]) -> View:
    """From where most of the faults can be told; from the side best that of the first one."""

    def shows(view: View) -> int:
        seen = {rule.name for rule in drill.faults if view in rule.views}
        sides = (view.near, None) if view.near else (None, *Side)
        return sum(each.name in seen and each.side in sides for each in asked)

    return max((view for view in FIRST_SEEN if view in drill.views), key=shows)


def _with_faults(acts: Actor, drill: Drill, asked: Sequence[Asked]) -> Actor:
    """Those of the faults that this drill knows."""
    rules = {rule.name: rule for rule in drill.faults if rule.name in faults_of(acts)}
    for each in asked:
        if each.name in rules:
            value = value_beyond(rules[each.name], drill, acts.view, CLEARLY)
            acts = with_fault(acts, each.name, each.side, value)
    return acts


def follower(asked: Sequence[Asked] = ()) -> Follower:
    """The athlete of the story, who mends a fault when told, and has none in later sets; or who
    has those that are asked for in every set, whatever is said."""
    from coach.simulation.following import Follower

    if asked:
        return Follower(partial(_act_faulty, asked), mends=False)
    return Follower(_act)


@lru_cache(4)
def _model(drill: Drill, view: View) -> tuple[Painter, TruePoses]:
    """Who shows the drill, without a fault."""
    from coach.simulation.drawing import Painter
    from coach.simulation.true_poses import TruePoses

    acts = replace(_healthy(drill, BEGINS_S), view=view)
    return Painter(acts, SHOWN_SIZE), TruePoses(acts)


def shown(drill: Drill, view: View, t: float) -> tuple[Image, Pose | None]:
    """How the drill looks from there, `t` seconds after it began."""
    painter, poses = _model(drill, view)
    return painter.paint(t), poses.pose(t, SHOWN_SIZE)


def _act_faulty(asked: Sequence[Asked], snapshot: Snapshot) -> Actor:
    assert snapshot.progress is not None
    drill = snapshot.progress.drill
    acts = replace(_healthy(drill, snapshot.t), view=snapshot.view.view)
    return _with_faults(acts, drill, asked)


def _act(snapshot: Snapshot) -> Actor:
    assert snapshot.progress is not None
    progress = snapshot.progress
    if progress.drill.traits.by_steps:
        improved = progress.step.compare_with is not None
        lift = LIFT_AFTER if improved else LIFT_BEFORE
        cadence = CADENCE_AFTER if improved else CADENCE_BEFORE
        return SimulatedRunner("run", cadence, lift_left=lift, lift_right=lift)
    acts = _doing(progress.drill, begins=snapshot.t)
    if isinstance(acts, SimulatedRunner) and snapshot.metronome_spm > 0:
        acts = replace(acts, cadence=snapshot.metronome_spm)
    return acts if progress.at_set == 1 else _mended(acts)


def _healthy(drill: Drill, begins: float) -> Actor:
    return _mended(_doing(drill, begins))


def _mended(acts: Actor) -> Actor:
    return replace(acts, slips=()) if isinstance(acts, OneLegged) else replace(acts, changes=())


def _lift_of(drill: Drill, gait: Gait) -> float | None:
    """To the middle of a target that the gait's own lift is not in; None is that."""
    target = drill.target
    outside = drill.traits.line and not target.holds(gait.lift)
    return (target.low + target.high) / 2 if outside else None


def _cadence_of(drill: Drill, gait: Gait) -> float | None:
    """The middle of a band of cadences that the gait's own is not in; None is that."""
    outside = drill.traits.line and not drill.cadence.holds(gait.cadence)
    return _middle_spm(drill) if outside else None


def _middle_spm(drill: Drill) -> float:
    """Steps a minute, as far in ratio from either end; NaN where one is open."""
    band = drill.cadence
    return sqrt(band.low * band.high) if band.low > 0 and band.high < inf else nan


def _gait_like(drill: Drill) -> str:
    """The gait that comes nearest: of the same signal, then in cadence and in lift."""
    spm, target = _middle_spm(drill), drill.target

    def unlike(name: str) -> tuple[bool, float]:
        gait = GAITS[name]
        slower = abs(log(gait.cadence / spm)) if isfinite(spm) else 0.0
        off = max(target.low - gait.lift, gait.lift - target.high, 0.0)
        return gait.signal != drill.rep.signal, slower + off / LIKE_DEG

    return min((name for name, gait in GAITS.items() if gait.lift and not gait.strides), key=unlike)


def _movement(drill: Drill) -> str:
    """What is shown of the drill: itself, or what is most like it by all that it says of itself."""
    own = drill.name.removesuffix("_forward")
    if own in KNOWN or own in IN_A_ROW:
        return own
    match drill.kind:
        case Kind.RUN:
            return "run"
        case Kind.HOLD:
            if drill.hold.near:
                return "hip_flexor_lunge"
            return "figure_4" if View.LEFT in drill.views else "outer_hip_lean"
        case Kind.LANDING:
            return "hop_and_stick" if drill.landing.flight else "step_and_hold"
        case Kind.SLOW:
            hikes = drill.slow is not None and drill.slow.signal == "free_foot_up"
            return "hip_hike" if hikes else "lateral_step_down"
    return _gait_like(drill)


def _doing(drill: Drill, begins: float) -> Actor:
    """The drill, or what is most like it, with a fault that never ends."""
    own = _movement(drill)
    if own in IN_A_ROW:
        slip = Slip("knee_in", drill.start_side, IN_BY, end=inf)
        return OneLegged(own, drill.start_side, (slip,), start_s=begins)
    gait = GAITS.get(own)
    lift = _lift_of(drill, gait) if gait else None
    low = LiftChange(Side.LEFT, drill.target.low - LOW_BY, end=inf)
    return SimulatedRunner(
        own,
        cadence=_cadence_of(drill, gait) if gait else None,
        lift_left=lift,
        lift_right=lift,
        start_s=begins,
        changes=(low,) if drill.traits.line else (),
    )

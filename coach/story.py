"""What the synthetic athlete does: each drill with a fault until it is told, and in a plan a better
run after the drills than before."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from coach.cameras.athlete import KNOWN, Athlete
from coach.cameras.following import Follower
from coach.cameras.one_leg import IN_A_ROW, OneLegged, Slip
from coach.cameras.performing import Change, Performer
from coach.core.drill import Drill, Kind
from coach.core.types import Side, Snapshot, View

BEGINS_S = 0.5
LOW_BY, LOW_UNTIL_S, LOW_LIFTS = 13.0, 6.5, 2.2
"""The left knee is so many degrees below the target, for so many seconds after "go", or so many
lifts where a drill is slow: until the coach has seen it and said so."""

IN_BY, IN_UNTIL_S = 16.0, 30.0
"""On one leg the knee falls in by so many degrees, for so many seconds after "go"."""

LIFT_BEFORE, LIFT_AFTER = 31.0, 43.0
CADENCE_BEFORE, CADENCE_AFTER = 150.0, 166.0
"""Of the run, before and after the drills: highest thigh angle, and steps a minute; with these the
time on the ground gets shorter too."""


def performer(drill: Drill, view: View | None, go: float) -> Performer:
    """Who does the drill from just after `go`, with its fault for a while."""
    acts = _doing(drill, begins=go + BEGINS_S)
    if isinstance(acts, OneLegged):
        slips = tuple(replace(slip, end=go + IN_UNTIL_S) for slip in acts.slips)
        return replace(acts, slips=slips, view=view or View.FRONT)
    until = go + max(LOW_UNTIL_S, BEGINS_S + LOW_LIFTS * acts.cycle_s)
    changes = tuple(replace(change, end=until) for change in acts.changes)
    side = View.LEFT if View.LEFT in drill.views else View.FRONT
    return replace(acts, changes=changes, view=view or side)


def follower() -> Follower:
    """The athlete of the story, who mends a fault when told, and has none in later sets."""
    return Follower(_act)


def _act(told: Snapshot) -> Athlete | OneLegged:
    assert told.sitting is not None
    progress = told.sitting
    if progress.drill.kind is Kind.RUN:
        improved = progress.step.compare_with is not None
        lift = LIFT_AFTER if improved else LIFT_BEFORE
        cadence = CADENCE_AFTER if improved else CADENCE_BEFORE
        return Athlete("run", cadence, lift_left=lift, lift_right=lift)
    acts = _doing(progress.drill, begins=told.t)
    if isinstance(acts, Athlete) and told.beat > 0:
        acts = replace(acts, cadence=told.beat)
    if progress.at_set == 1:
        return acts
    return replace(acts, slips=()) if isinstance(acts, OneLegged) else replace(acts, changes=())


def _doing(drill: Drill, begins: float) -> Athlete | OneLegged:
    """The drill, or the one most like it, with a fault that never ends."""
    own = drill.name.removesuffix("_forward")
    if drill.kind in (Kind.STICK, Kind.SLOW):
        like = "hop_and_stick" if drill.kind is Kind.STICK else "lateral_step_down"
        slip = Slip("knee_in", drill.start_side, IN_BY, end=inf)
        own = own if own in IN_A_ROW else like
        return OneLegged(own, drill.start_side, (slip,), start_s=begins)
    like = "run" if drill.kind is Kind.RUN else "a_run"
    low = Change(Side.LEFT, drill.target.low - LOW_BY, end=inf)
    return Athlete(
        own if own in KNOWN else like,
        start_s=begins,
        changes=(low,) if drill.kind is Kind.LIFT else (),
    )

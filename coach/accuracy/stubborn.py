"""Somebody who never does as they are told: what they hear, and whether it gets easier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise

from coach.accuracy.coaching import DARK, LIVE, NEVER_S, REACTS_S, SIZE
from coach.accuracy.people import Person, Response
from coach.core.drills.plan import Plan, Step
from coach.core.session.session import Session
from coach.core.session.snapshot import Snapshot
from coach.core.types import CueKind, Frame, Phase
from coach.simulation.true_poses import TruePoses

SETS, SET_S, REST_S, LONGEST_S = 3, 20.0, 8.0, 180.0
"""A session of so many sets, that long."""


@dataclass(frozen=True, slots=True)
class Stubborn:
    """What one of them heard of the fault, as keys in order, and the target's low end at the start
    of each set."""

    keys: tuple[str, ...]
    lows: tuple[float, ...]

    @property
    def repeated(self) -> int:
        """How often the same words came twice running."""
        return sum(a == b for a, b in pairwise(self.keys))

    @property
    def eased(self) -> bool:
        """Whether the last set was easier than the first."""
        return len(self.lows) == SETS and self.lows[-1] < self.lows[0]


def stubborn(people: Iterable[Person]) -> Iterator[Stubborn]:
    """Those who never respond, and are below the target of a lift, through a whole session."""
    for person in people:
        goal = [fault for fault in person.faults if fault.rule.value == person.drill.graded]
        if person.response is Response.NEVER and person.drill.traits.line and goal:
            yield _through(person, frozenset(goal[0].rule.cues))


def _through(person: Person, words: frozenset[str]) -> Stubborn:
    keys: list[str] = []
    lows: dict[int, float] = {}
    for snapshot in _session(person):
        cue, progress = snapshot.cue, snapshot.progress
        if cue and cue.kind is CueKind.CORRECTION and cue.key in words:
            keys.append(cue.key)
        if snapshot.phase is Phase.WORK and progress is not None:
            lows.setdefault(progress.number, snapshot.drill.target.low)
    return Stubborn(tuple(keys), tuple(lows.values()))


def _session(person: Person) -> Iterator[Snapshot]:
    """Every moment of it; between two sets the athlete goes on moving."""
    drill = person.drill
    step = Step(drill, SET_S, sets=SETS, rest_s=REST_S)
    plan = Plan(drill.name, drill.title, drill.about, (step,))
    session = Session(plan, replace(LIVE, stand_still=False, stop_early=False))
    poses, going = _poses(person, NEVER_S), False
    for index in count():
        t = index / person.fps
        if session.done or t > LONGEST_S:
            return
        snapshot = session.step(Frame(t, index, DARK), poses.pose(t, SIZE))
        if not going and snapshot.phase is Phase.WORK:
            going, poses = True, _poses(person, t + REACTS_S)
        yield snapshot


def _poses(person: Person, start_s: float) -> TruePoses:
    athlete = replace(person.athlete, start_s=start_s)
    return TruePoses(athlete, person.noise, person.drop_outs, person.swaps, person.seed)


def in_words(found: Sequence[Stubborn]) -> str:
    """As one line."""
    repeated, eased = sum(one.repeated for one in found), sum(one.eased for one in found)
    return (
        f"{len(found)} who never respond heard the same words twice running {repeated} times;"
        f" the task got easier for {eased} of them within two sets"
    )

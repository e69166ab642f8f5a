"""Whether the coach corrects what is wrong, and nothing else: athletes whose faults are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import count
from math import inf

import numpy as np

from coach.accuracy.people import KnownFault, Person, Response
from coach.core.drills.drill import Manner
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.session.snapshot import Snapshot
from coach.core.types import Cue, CueKind, Frame, Phase, Side
from coach.simulation.one_leg import OneLegged
from coach.simulation.true_poses import TruePoses

SIZE = 1280, 720
DARK = np.zeros((2, 2, 3), np.uint8)
LIVE = SetConfig(seconds=600, count_in=True, stand_still=True, stop_early=True, locked=False)
NEVER_S, REACTS_S = 1e3, 0.4
"""Until "go" the athlete stands, and then begins a moment later."""

HEALTHY_S = 16.0
AFTER_S = {Response.AT_ONCE: 12.0, Response.LATE: 24.0, Response.NEVER: 6.0}
"""So long after "go" somebody is watched of whom nothing is to be said, and so long after the
correction that was due, by how they respond."""

RESPONDS_S = 1.0
REP_TONES = frozenset({"good_left", "good_right"})

WAITS_S = 20.0
"""A "go" that has not come by then does not come."""

SPARE_REPS = 2
"""So many reps may be lost from sight."""

LEAD: dict[str, float] = {"knee_asym": 8, "tempo_slow": 5, "tempo_fast": 5}
"""Reps of a leg that are needed before the first one can be told."""

HOLD_LEAD_S = 3.5
"""How long it takes into a stretch, and until it is seen to be still."""


@dataclass(frozen=True, slots=True)
class HeardCue:
    """One correction: when, after "go", and the faults that its words may be about."""

    t: float
    names: frozenset[str]
    side: Side | None


@dataclass(frozen=True, slots=True)
class CoachedAthlete:
    """What became of one athlete: the fault that was `due` (None: none), whether it was told in
    time, and each correction with whether it was right (None: neither right nor wrong). Before
    they responded they did so many `reps`, and heard so many `tones`."""

    person: Person
    due: KnownFault | None
    hit: bool
    cues: tuple[tuple[HeardCue, bool | None], ...]
    reps: int = 0
    tones: int = 0

    @property
    def compensates(self) -> bool:
        """Whether one of the faults spoils every rep of either leg."""
        return any(fault.rule.spoils and fault.side is None for fault in self.person.faults)

    @property
    def clean(self) -> bool:
        return not self.person.faults


@dataclass(slots=True)
class Responder:
    """An athlete who may do as they are told: after how many corrections, and since when."""

    person: Person
    told: int = 0
    mended_s: float = inf

    def hear(self, t: float) -> None:
        """A correction of a fault that they have."""
        self.told += 1
        enough = {Response.AT_ONCE: 1, Response.LATE: 2}.get(self.person.response, inf)
        if self.told >= enough:
            self.mended_s = min(self.mended_s, t + RESPONDS_S)

    def faulty(self, t: float) -> bool:
        """Whether their last reps may show what they had."""
        return t < self.mended_s + _cycle_s(self.person)


def coached(person: Person) -> CoachedAthlete:
    """The athlete through one live set, until it is clear what is said to them."""
    due, responder = _due(person), Responder(person)
    until = _deadline(person, due) if due else HEALTHY_S
    cues: list[tuple[HeardCue, bool | None]] = []
    hit, reps, tones = False, 0, 0
    for t, snapshot in _since_go(person, responder):
        if t > until:
            break
        if t < responder.mended_s:
            reps += len(snapshot.reps)
            tones += sum(tone in REP_TONES for tone in snapshot.tones)
        names = _names_of(snapshot.cue, person)
        if snapshot.cue and names:
            each = HeardCue(t, names, snapshot.cue.side)
            right = _right(person, due, each, hit) if responder.faulty(t) else False
            cues.append((each, right))
            if right and due and _names_fault(each, due):
                responder.hear(t)
            if due and not hit and _as_due(person, due, each):
                hit, until = True, t + AFTER_S[person.response]
    return CoachedAthlete(person, due, hit, tuple(cues), reps, tones)


def _names_of(cue: Cue | None, person: Person) -> frozenset[str]:
    """The faults that the words may be about; none where it is no correction of one."""
    if cue is None or cue.kind is not CueKind.CORRECTION:
        return frozenset()
    return frozenset(rule.name for rule in person.drill.faults if cue.key in rule.cues)


def _since_go(person: Person, responder: Responder) -> Iterator[tuple[float, Snapshot]]:
    """Each moment after "go" in seconds; none if that never comes."""
    session = SetRunner(SetStart(person.drill, LIVE))
    poses = _seen(person, NEVER_S)
    go: float | None = None
    for index in count():
        t = index / person.fps
        if go is None and t > WAITS_S:
            return
        snapshot = session.step(Frame(t, index, DARK), poses.pose(t, SIZE))
        if go is None and snapshot.phase is Phase.WORK:
            go, poses = t, _seen(person, t + REACTS_S)
        if go is not None:
            yield t - go, snapshot
            if t - go >= responder.mended_s and person.mended is not None:
                person = replace(person, athlete=person.mended, mended=None)
                poses = _seen(person, go + REACTS_S)


def _seen(person: Person, start_s: float) -> TruePoses:
    athlete = replace(person.athlete, start_s=start_s)
    return TruePoses(athlete, person.noise, person.drop_outs, person.swaps, person.seed)


def _due(person: Person) -> KnownFault | None:
    """The fault that is to be told: the most important one, of two alike whichever is first."""
    return min(
        person.faults, key=lambda fault: (fault.rule.priority, _first(person, fault)), default=None
    )


def _first(person: Person, fault: KnownFault) -> float:
    """Seconds after "go" at which a fault can be told: after n reps that show it, not too soon."""
    rule, cycle = fault.rule, _cycle_s(person)
    lead = HOLD_LEAD_S if person.drill.traits.own_timer else LEAD.get(rule.name, 1) * cycle
    return max(Manner().grace_s, REACTS_S + lead + rule.n * cycle)


def _deadline(person: Person, fault: KnownFault) -> float:
    """When it must have been told: a gap later, and if a lesser one was told, another gap."""
    manner = Manner()
    late = _first(person, fault) + SPARE_REPS * _cycle_s(person) + manner.gap_s
    if len(person.faults) < 2:
        return late
    gap = manner.run_gap_s if person.drill.traits.by_steps else manner.gap_s
    return late + gap + manner.watch_reps * _cycle_s(person)


def _cycle_s(person: Person) -> float:
    """From one rep of a leg to its next."""
    if person.drill.traits.own_timer:
        return 1.0
    cycle = person.athlete.cycle_s
    in_turn = isinstance(person.athlete, OneLegged) and person.athlete.lands
    return 2 * cycle if in_turn else cycle


def _as_due(person: Person, due: KnownFault, heard: HeardCue) -> bool:
    """Whether it is the fault that is due, or another one of the athlete's, as important."""
    there = {rule.name for rule in person.drill.faults if rule.priority <= due.rule.priority}
    brought = {name for name in there for fault in person.faults if fault.brings(name)}
    mine = any(_names_fault(heard, fault) for fault in person.faults if fault.rule.name in there)
    return mine or bool(brought & heard.names)


def _names_fault(heard: HeardCue, fault: KnownFault) -> bool:
    return any(fault.is_named_by(name, heard.side) for name in heard.names)


def _right(person: Person, due: KnownFault | None, heard: HeardCue, hit: bool) -> bool | None:
    """Whether the athlete has this fault, and its turn has come; None where one that they have
    brings it along."""
    mine = [fault for fault in person.faults if _names_fault(heard, fault)]
    if mine and due:
        due_by = _first(person, due) + SPARE_REPS * _cycle_s(person)
        lesser = min(fault.rule.priority for fault in mine) > due.rule.priority
        return hit or not lesser or heard.t <= due_by
    brought = any(fault.brings(name) for fault in person.faults for name in heard.names)
    return None if brought else False


@dataclass(frozen=True, slots=True)
class CueScore:
    """Of one fault, or of all: athletes of whom it was due and those of them who were told in
    time, corrections that were right and that were wrong."""

    fault: str
    due: int = 0
    hit: int = 0
    right: int = 0
    wrong: int = 0

    @property
    def recall(self) -> float:
        return self.hit / self.due if self.due else float("nan")

    @property
    def precision(self) -> float:
        said = self.right + self.wrong
        return self.right / said if said else float("nan")


def scores(found: Sequence[CoachedAthlete]) -> tuple[CueScore, ...]:
    """Of each fault by name, then of all."""
    names = sorted({name for each in found for name in _names(each)})
    parts = [_score(name, found) for name in names]
    totals = map(sum, zip(*(astuple(part)[1:] for part in parts), strict=True))
    return (*parts, CueScore("all", *totals))


def _names(each: CoachedAthlete) -> Iterator[str]:
    if each.due:
        yield each.due.rule.name
    yield from (_name(each, heard) for heard, right in each.cues if right is not None)


def _name(each: CoachedAthlete, heard: HeardCue) -> str:
    """The fault that the words were about; a pair that shares them is told apart by the athlete's
    own."""
    own = {fault.rule.name for fault in each.person.faults}
    return min(heard.names & own or heard.names)


def _score(name: str, found: Sequence[CoachedAthlete]) -> CueScore:
    due = [each for each in found if each.due and each.due.rule.name == name]
    said = [r for each in found for heard, r in each.cues if _name(each, heard) == name]
    return CueScore(
        name, len(due), sum(each.hit for each in due), said.count(True), said.count(False)
    )


@dataclass(frozen=True, slots=True)
class Bearing:
    """How the coach bears itself: the clean athletes and the corrections that they heard; of those
    who compensate with the whole body, the reps and the tones for them."""

    clean: int
    corrected: int
    compensators: int
    reps: int
    tones: int

    @property
    def share(self) -> float:
        return self.tones / self.reps if self.reps else float("nan")


def bearing(found: Sequence[CoachedAthlete]) -> Bearing:
    """Of all athletes of the bench."""
    clean = [each for each in found if each.clean]
    spoilt = [each for each in found if each.compensates]
    reps, tones = (sum(getattr(each, name) for each in spoilt) for name in ("reps", "tones"))
    return Bearing(len(clean), sum(len(each.cues) for each in clean), len(spoilt), reps, tones)


def in_words(bearing: Bearing) -> str:
    """As two lines below the table."""
    return (
        f"{bearing.clean} clean athletes heard {bearing.corrected} corrections\n"
        f"{bearing.compensators} compensators heard {bearing.tones} tones in {bearing.reps} reps"
        f" ({_share(bearing.share)})"
    )


def table(scores: Sequence[CueScore]) -> list[tuple[str, ...]]:
    """The scores for reading: heads, and a row each."""
    return [("fault", "due", "told", "recall", "right", "wrong", "precision"), *map(_row, scores)]


def _row(score: CueScore) -> tuple[str, ...]:
    counts = (str(score.due), str(score.hit), _share(score.recall))
    return (score.fault, *counts, str(score.right), str(score.wrong), _share(score.precision))


def _share(share: float) -> str:
    return f"{share:.2f}" if share == share else "-"

"""The reps of a set: counted, held against the drill in force, told to the coach, and tallied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import inf, isnan, nan

from coach.core.coaching.candidates import Candidate, Rank
from coach.core.coaching.coach import Coach
from coach.core.drills.drill import Drill
from coach.core.drills.targets import easier
from coach.core.judging.faults import Verdict, allowed, beyond, judge_rep
from coach.core.judging.form import Form
from coach.core.judging.set_stats import SetStats
from coach.core.pose.frame_rate import SHORTEST_S
from coach.core.reps.counted import Counted
from coach.core.reps.counters import counter_of
from coach.core.reps.hold_counter import HoldCounter
from coach.core.session.set_clock import SetConfig
from coach.core.types import Count, EventKind, Kinematics, Rep, Side, View

Clean = Callable[[Rep, tuple[Verdict, ...]], bool]


@dataclass(slots=True)
class Judged:
    """What some moments came to: their reps, what might be said of them, and how they sound."""

    counted: Counted = field(default_factory=Counted)
    candidates: list[Candidate] = field(default_factory=list)
    tones: list[str] = field(default_factory=list)


class RepJudge:
    """Judges one set's reps by `drill`, the drill in force; `busy` while the athlete must not be
    spoken to."""

    def __init__(self, drill: Drill, config: SetConfig, coach: Coach, stats: SetStats) -> None:
        self.drill, self._config, self._coach, self._stats = drill, config, coach, stats
        self.counter, self.busy = counter_of(drill), False
        self._paused, self._from = False, -inf
        self._form, self._sounded = Form(), set[Side]()
        self._first = nan

    def begin(self, t: float) -> None:
        """The work begins now: what was counted before is forgotten."""
        self.counter, self.busy = counter_of(self.drill), False
        self._form, self._sounded = Form(), set()
        self._coach.begin(t)

    def pause(self, view: View, calibrated: bool) -> Counted:
        """Nothing of a pause is counted, and what is under way ends: all but a stretch, whose timer
        stops."""
        if self._paused:
            return Counted()
        self._paused, self.busy = True, False
        held_on = self.drill.traits.own_timer
        return Counted() if held_on else self.cut_off(Counted(), view, calibrated)

    def go_on(self, t: float) -> None:
        """The pause, if there was one, is over at t."""
        if self._paused:
            self._paused, self._from = False, t
            self._coach.go_on(t)
            if isinstance(self.counter, HoldCounter):
                self.counter.go_on(t)

    def take(
        self,
        now: float,
        smoothed: tuple[Kinematics, ...],
        view: View,
        *,
        at_work: bool,
        calibrated: bool,
    ) -> Judged:
        """Counts the smoothed moments; judges each new rep, if the set is at work."""
        found = Judged()
        if smoothed and isnan(self._first):
            self._first = smoothed[0].t
        for moment in smoothed:
            if self._paused or moment.t < self._from:
                continue
            counted = self.counter.update(moment, view)
            self.busy = counted.busy
            if at_work:
                self._take(now, counted, view, calibrated, found)
        for event in found.counted.events:
            if event.kind is EventKind.PARTIAL_LIFT and event.side is not None:
                self._stats.tallies[event.side].partial += 1
        return found

    def _take(
        self, now: float, counted: Counted, view: View, calibrated: bool, found: Judged
    ) -> None:
        """Adds to what was found what one moment at work brought."""
        found.candidates += [Candidate(cue, Rank.TIMER) for cue in counted.cues]
        found.tones += [tone for rep in counted.reached for tone in self._early(rep, view)]
        decided = [replace(rep, t=now) for rep in counted.decided]
        judged = [self._hear(rep, view, calibrated, found.candidates) for rep in decided]
        found.tones += [tone for rep in judged for tone in self._late(rep)]
        for check in counted.checks:
            found.candidates += _listed(self._coach.hear(check, self._verdicts(check, view)))
        found.counted = self._joined(found.counted, replace(counted, decided=tuple(judged)))

    def _early(self, rep: Rep, view: View) -> Iterator[str]:
        """The tone of a rep that has come to the target, if what is known by then is clean. Near
        a limit it waits for the peak."""
        hasty = self._hasty(rep) or bool(self.drill.limits)
        if not hasty and self._good(rep, self._verdicts(rep, view), self._form.rising):
            self._sounded.add(rep.side)
            yield _tone(rep)

    def _late(self, rep: Rep) -> Iterator[str]:
        """That of a good rep which could not be told to be one before its peak."""
        if rep.good and rep.side not in self._sounded and not self._hasty(rep):
            yield _tone(rep)
        self._sounded.discard(rep.side)

    def _hasty(self, rep: Rep) -> bool:
        """Is it so early that the rate of the pictures is not known?"""
        return rep.t - self._first < SHORTEST_S

    def cut_off(self, counted: Counted, view: View, calibrated: bool) -> Counted:
        """With the reps whose leg is still up: they get no end, and nothing goes on from here."""
        rest = self.counter.finish()
        begun = rest.decided if self._stats.frames else ()
        judged = tuple(self._hear(rep, view, calibrated, []) for rep in begun)
        return self._joined(counted, replace(rest, decided=judged))

    def ease(self) -> None:
        """From now on the target is a step lower."""
        self.drill = easier(self.drill) or self.drill
        self.counter.aim(self.drill)

    def finished(self) -> bool:
        """Every graded leg has its reps, or the set falls apart."""
        asked = self._config.reps_per_side
        enough = asked is not None and bool(self.graded) and self.fewest() >= asked
        return enough or self.tired()

    def tired(self) -> bool:
        """May the set end early, and does it fall apart?"""
        return self._config.stop_early and self._stats.fatigue.tired(self.drill, self.graded)

    @property
    def graded(self) -> frozenset[Side]:
        """The legs that are graded in the view there is."""
        return self.counter.graded()

    @property
    def held(self) -> Mapping[Side, float]:
        """The seconds of the hold under way, by its leg."""
        return self.counter.held

    def counts(self) -> Mapping[Side, Count]:
        """The reps of both legs so far; a run has no target for its strides to be on."""
        return self._stats.counts(frozenset() if self.drill.traits.by_steps else self.graded)

    def fewest(self) -> int:
        """The reps of the graded leg that has the fewest."""
        return min((self._stats.tallies[side].reps for side in self.graded), default=0)

    def _hear(self, rep: Rep, view: View, calibrated: bool, candidates: list[Candidate]) -> Rep:
        verdicts = self._verdicts(rep, view)
        good = self._good(rep, verdicts, self._form.take)
        rep = replace(rep, faults=tuple(v.rule.name for v in verdicts if v.fault), good=good)
        self._stats.put(rep, self.drill.graded)
        self._stats.calibrated = self._stats.calibrated and calibrated
        candidates += _listed(self._coach.hear(rep, verdicts, last=self.finished()))
        return rep

    def _good(self, rep: Rep, verdicts: tuple[Verdict, ...], clean: Clean) -> bool | None:
        """On target, clean, and within all limits; None where it is not known to be on target."""
        well = clean(rep, verdicts) and not beyond(verdicts) and allowed(rep, self.drill)
        return None if rep.high is None else rep.high and well

    def _verdicts(self, rep: Rep, view: View) -> tuple[Verdict, ...]:
        return judge_rep(rep, self.drill, view, self.graded)

    def _joined(self, found: Counted, more: Counted) -> Counted:
        """Both, but of the ended reps only those of the set that had no end until now."""
        known = self._stats.reps
        ended = [
            self._ended(rep)
            for rep in more.ended
            if rep.number in known and isnan(known[rep.number].end)
        ]
        return Counted(
            decided=(*found.decided, *more.decided),
            ended=(*found.ended, *ended),
            events=(*found.events, *more.events),
        )

    def _ended(self, rep: Rep) -> Rep:
        """A knee that was held may have gone beyond a limit since."""
        before = self._stats.reps[rep.number]
        good = before.good and allowed(rep, self.drill)
        rep = replace(rep, faults=before.faults, good=good)
        self._stats.put(rep, self.drill.graded)
        return rep


def _tone(rep: Rep) -> str:
    return f"good_{rep.side}"


def _listed(candidate: Candidate | None) -> list[Candidate]:
    return [candidate] if candidate else []

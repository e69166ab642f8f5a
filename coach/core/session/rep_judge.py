"""The reps of a set: counted, held against the drill, told to the coach, and booked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isnan

from coach.core.coaching.coach import LOWER_LINE, Coach
from coach.core.drills.drill import Drill
from coach.core.drills.targets import easier
from coach.core.judging.fatigue import tired
from coach.core.judging.faults import Verdict, allowed, beyond, judge_rep
from coach.core.judging.set_stats import SetStats
from coach.core.reps.counted import Counted
from coach.core.reps.counters import counter_of
from coach.core.session.set_clock import SetConfig
from coach.core.types import Count, Cue, EventKind, Kinematics, Phase, Rep, Side, View


class Judge:
    """Judges one set's reps; `busy` while the athlete must not be spoken to."""

    def __init__(self, drill: Drill, plan: SetConfig, coach: Coach, book: SetStats) -> None:
        self.drill, self._plan, self._coach, self._book = drill, plan, coach, book
        self.counter, self.busy = counter_of(drill), False

    def begin(self, t: float) -> None:
        """The work begins now: what was counted before is forgotten."""
        self.counter, self.busy = counter_of(self.drill), False
        self._coach.begin(t)

    def take(
        self,
        now: float,
        smoothed: tuple[Kinematics, ...],
        view: View,
        phase: Phase,
        calibrated: bool,
    ) -> tuple[Counted, Cue | None, tuple[str, ...]]:
        """Counts the settled moments; judges each new rep, if the set is at work."""
        decided: list[Rep] = []
        found = Counted()
        cue: Cue | None = None
        for moment in smoothed:
            if phase is Phase.PAUSED and self.drill.traits.own_timer:
                continue  # its timer must stop too
            counted = self.counter.update(moment, view)
            self.busy = counted.busy
            if phase is not Phase.WORK:
                continue
            for rep in counted.decided:
                judged, said = self._hear(replace(rep, t=now), view, calibrated)
                cue = cue or said
                decided.append(judged)
            for check in counted.checks:
                cue = cue or self._coach.hear(check, self._verdicts(check, view))
            cue = next(iter(counted.cues), cue)
            found = self._with_ended(found, counted)
        for event in found.events:
            if event.kind is EventKind.PARTIAL_LIFT and event.side is not None:
                self._book.partial[event.side] += 1
        sounds = self._plan.feedback.by_rep
        tones = tuple(f"good_{rep.side}" for rep in decided if rep.good and sounds)
        return replace(found, decided=tuple(decided)), cue, tones

    def cut_off(self, counted: Counted, view: View, calibrated: bool) -> Counted:
        """With the reps whose leg is still up: they get no end, and nothing goes on from here."""
        rest = self.counter.finish()
        begun = rest.decided if self._book.frames else ()
        told = tuple(self._hear(rep, view, calibrated)[0] for rep in begun)
        counted = self._with_ended(counted, rest)
        return replace(counted, decided=(*counted.decided, *told))

    def finished(self) -> bool:
        """Every graded leg has its reps, or the set falls apart."""
        asked, graded, counts = self._plan.reps_per_side, self.graded, self.counts()
        enough = asked is not None and all(counts[side].all >= asked for side in graded)
        return (enough and bool(graded)) or self.tired()

    def tired(self) -> bool:
        reps = self._book.reps.values()
        return self._plan.stop_early and tired(reps, self.drill, self.graded)

    @property
    def graded(self) -> frozenset[Side]:
        """The legs that are graded in the view there is."""
        return self.counter.graded()

    @property
    def held(self) -> Mapping[Side, float]:
        """The seconds of the hold under way, by its leg."""
        return self.counter.held

    def counts(self) -> Mapping[Side, Count]:
        return self._book.counts(self.graded)

    def fewest(self) -> int:
        """The reps of the graded leg that has the fewest."""
        counts = self.counts()
        return min((counts[side].all for side in self.graded), default=0)

    def _hear(self, rep: Rep, view: View, calibrated: bool) -> tuple[Rep, Cue | None]:
        verdicts = self._verdicts(rep, view)
        good = rep.good and not beyond(verdicts) and allowed(rep, self.drill)
        rep = replace(rep, faults=tuple(v.rule.name for v in verdicts if v.fault), good=good)
        self._book.reps[rep.number] = rep
        self._book.calibrated = self._book.calibrated and calibrated
        cue = self._coach.hear(rep, verdicts, last=self.finished())
        if cue is not None and cue.key == LOWER_LINE:
            self.drill = easier(self.drill) or self.drill
            self.counter.aim(self.drill)
        return rep, cue

    def _verdicts(self, rep: Rep, view: View) -> tuple[Verdict, ...]:
        return judge_rep(rep, self.drill, view, self.graded)

    def _with_ended(self, found: Counted, more: Counted) -> Counted:
        """Also the reps of the set that had no end until now, and what happened."""
        known = self._book.reps
        ended = [
            self._ended(rep)
            for rep in more.ended
            if rep.number in known and isnan(known[rep.number].end)
        ]
        return replace(found, ended=(*found.ended, *ended), events=(*found.events, *more.events))

    def _ended(self, rep: Rep) -> Rep:
        """A knee that was held may have gone beyond a limit since."""
        told = self._book.reps[rep.number]
        good = told.good and allowed(rep, self.drill)
        rep = replace(rep, faults=told.faults, good=good)
        self._book.reps[rep.number] = rep
        return rep

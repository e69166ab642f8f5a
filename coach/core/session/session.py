"""One session: the sets of a plan one after another, and what lies between them.

A line, as a set is: one call for each frame, no clock of its own. Each set is a SetRunner of its
own, so that it can be replayed from its own record; what quiet standing told is handed on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isnan, nan

from coach.core.coaching.belt_safety import BeltRule
from coach.core.coaching.candidates import Candidate, Rank, choose
from coach.core.coaching.wordings import Tried
from coach.core.compare.change import Comparison
from coach.core.drills.drill import Manner
from coach.core.drills.pain import PainMark
from coach.core.drills.plan import Plan, Step
from coach.core.judging.result import SetResult
from coach.core.kinematics.standing import UNCALIBRATED, Calibration
from coach.core.session.adaptation import Adaptation, aim_of
from coach.core.session.closing import Closing, closing
from coach.core.session.demonstration import Showing, demonstration
from coach.core.session.gestures import Gesture, Hands
from coach.core.session.last_reps import LastReps
from coach.core.session.progress import Ending, FinishedSet, Progress, comparisons
from coach.core.session.rest import Rest, RestTracker, question
from coach.core.session.results import told_of
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.session.setup_check import SetupCheck
from coach.core.session.snapshot import Snapshot, StandingCue, frame_snapshot
from coach.core.types import Command, Cue, CueKind, Frame, Phase, Pose, View

LAST_WORDS_S = 2.5
"""So long a set's last words are heard."""


BREAKS = (Command.SKIP, Command.REPEAT)
"""What goes to another set at once."""


class Session:
    """Runs a plan. `start` says how each set begins; `view` is the camera's, where it is known;
    `done` are the sets and `marks` the pain of an earlier session that this one goes on after.

    `belt` has the rules for sets on one; with `checks` the set-up is looked at before the first
    set, and before each that is seen from elsewhere; who `demonstrates`
    shows each drill before its first set.
    """

    def __init__(
        self,
        plan: Plan,
        start: SetConfig | None = None,
        *,
        view: View | None = None,
        manner: Manner | None = None,
        done: tuple[FinishedSet, ...] = (),
        marks: tuple[PainMark, ...] = (),
        belt: BeltRule | None = None,
        checks: bool = False,
        demonstrates: bool = False,
    ) -> None:
        self._plan, self._start, self._view = plan, start or SetConfig(), view
        self._manner, self._belt, self._checks = manner or Manner(), belt, checks
        self._places, self._done = plan.places, list(done)
        self._adaptation = Adaptation(plan, marks, locked=self._start.locked)
        self._at = self._to = self._adaptation.next(
            self._places.index(done[-1].place) + 1 if done else 0
        )
        self._number, self._now = 0, nan
        self._tried: tuple[Tried, ...] = ()
        self._begun = nan
        self._newest: Snapshot | None = None
        self._over = self._ends = False
        self._last: FinishedSet | None = done[-1] if done else None
        self._standing = StandingCue(self._manner.show_s)
        self._answer: str | None = None
        self._hands = Hands()
        self._rest_tracker = RestTracker(view)
        self._last_reps = LastReps()
        self._unshown = {step.drill.name for step in plan.steps} if demonstrates else set[str]()
        self._showing = Showing()
        self._doing = self._coming = self._adaptation.step(self._upcoming)
        self._set = self._fresh(UNCALIBRATED)
        self._rest = self._first_rest() if self._plan.leads or checks else None

    def _first_rest(self) -> Rest:
        return Rest(
            self._coming,
            0.0,
            setup=self._setup(),
            named=self._plan.leads,
            shows=self._coming.drill.name in self._unshown,
        )

    @property
    def done(self) -> bool:
        """The last set is over, or the session was ended."""
        return self._over

    @property
    def sets(self) -> tuple[FinishedSet, ...]:
        """The sets that are over, in the order in which they were done."""
        return tuple(self._done)

    def result(self) -> SetResult:
        """What the set under way, or else the last one, came to."""
        return self._set.result()

    def closing(self) -> Closing:
        """What all that was done until now came to."""
        return closing(self._plan, self._done, self._last, self._now - self._begun)

    def comparisons(self) -> tuple[Comparison, ...]:
        """What changed between the steps that the plan compares, as far as they are done."""
        return comparisons(self._plan, self._done)

    def step(self, frame: Frame, pose: Pose | None) -> Snapshot:
        """One frame with its raw pose (None where nobody was found)."""
        self._now, in_set = frame.t, self._rest is None
        self._begun = frame.t if isnan(self._begun) else self._begun
        snapshot = self._step_set(frame, pose) if in_set else self._step_rest(frame, pose)
        self._newest = self._finished(self._with_pictures(snapshot), in_set)
        return self._newest

    def finish(self) -> Snapshot | None:
        """The end where the frames end: of a set that was cut short, or of a rest in which nothing
        more comes; None where nothing was done, or it is over already."""
        if self._over:
            return None
        if self._rest is not None:
            return self._left()
        last = self._set.cut_short()
        if last is None:
            return None
        self._over = True
        self._book(last.result)
        return self._finished(replace(last, phase=Phase.DONE), in_set=True)

    def _left(self) -> Snapshot | None:
        """The end of a session that was left in a rest: its last frame again, without its news."""
        if self._newest is None or not self._done:
            return None
        self._over = True
        bare = replace(self._newest, phase=Phase.DONE, left_s=nan, cue=None, tones=(), smoothed=())
        return self._finished(replace(bare, events=(), checks=(), shown=None), in_set=False)

    def _finished(self, snapshot: Snapshot, in_set: bool) -> Snapshot:
        finished = self._standing.finished(snapshot, self._progress(in_set))
        if not self._over:
            return finished
        return replace(finished, closing=self.closing())

    def command(self, command: Command) -> None:
        """Takes what the user asked for: a rating answers what was asked."""
        self._ends = self._ends or command is Command.END
        to = self._at + (command is Command.SKIP)
        if command in BREAKS:
            self._standing.forget()
        if self._rest is not None:
            self._in_rest(self._rest, command, to)
        elif command is Command.SHOW:
            self._show_in_set()
        else:
            self._to = to if command in BREAKS else self._to
            self._set.command(command)

    def _in_rest(self, rest: Rest, command: Command, to: int) -> None:
        if command in BREAKS:
            self._go(to)
        elif command is Command.PAUSE:
            self._pause(rest)
        elif command is Command.SHOW:
            self._showing.press(self._now)
        elif command is Command.PAIN:
            self._mark(None)
        elif command.rating is not None and rest.asks_pain:
            rest.answered()
            self._mark(command.rating)

    def _show_in_set(self) -> None:
        """A set pauses while its drill is shown."""
        paused = self._newest is not None and self._newest.phase is Phase.PAUSED
        if self._showing.press(self._now) is not paused:
            self._set.command(Command.PAUSE)

    def _with_pictures(self, snapshot: Snapshot) -> Snapshot:
        """With what is looked at where nobody moves: how the drill looks that is done now or comes
        next, if that is asked for or due, else the last reps."""
        rest = self._rest
        if rest is None and snapshot.phase is not Phase.PAUSED:
            self._showing.over()
        since = self._showing.since(snapshot.t, due=rest is not None and rest.shows)
        if since is None:
            rests = rest if snapshot.phase is Phase.REST else None
            again = self._last_reps.at(rests.rested_s) if rests else None
            return replace(snapshot, again=again)
        step = self._coming if rest else self._doing
        shows = demonstration(step.drill, step.views, snapshot.view.view, since)
        return replace(snapshot, shows=shows)

    @property
    def _upcoming(self) -> Step:
        """The step of the set to come, as the plan has it."""
        return self._plan.steps[self._places[self._to].step]

    def _go(self, to: int) -> None:
        """To another set, out of a rest."""
        assert self._rest is not None
        if to > self._at or not self._number:
            self._rest.skip()
        else:
            self._to = self._adaptation.next(to)
            self._coming = self._adaptation.step(self._upcoming)
            self._rest = Rest(self._coming, 0.0, again=True)

    def _pause(self, now: Rest) -> None:
        before = now.phase
        now.pause()
        if now.phase is not before and Phase.PAUSED in (before, now.phase):
            self._answer = "paused" if now.phase is Phase.PAUSED else "go_on"

    def _mark(self, level: int | None, *, answered: bool = True) -> None:
        """What was told of pain in a break is about the last set; it may rule out what comes."""
        if self._last is None or self._rest is None:
            return
        mark = PainMark(self._now, self._last.result.drill, level, answered)
        self._answer = self._adaptation.mark(mark, self._to) or self._answer
        to, self._to = self._to, self._adaptation.next(self._to)
        if self._to < len(self._places):
            self._coming = self._adaptation.step(self._upcoming)
            if self._to != to:
                self._rest.lead_to(self._coming)

    def _fresh(self, standing: Calibration) -> SetRunner:
        step, place = self._coming, self._places[self._to]
        self._metronome_spm = self._adaptation.metronome_spm(step) if self._start.count_in else nan
        start = replace(
            self._start,
            seconds=step.seconds,
            reps_per_side=step.reps_per_side,
            stand_still=self._start.stand_still and not step.drill.forward,
            feedback=step.feedback_of(place.set),
            beat=self._metronome_spm,
        )
        closes = self._plan.leads and self._adaptation.next(self._to + 1) >= len(self._places)
        set_start = SetStart(
            *(step.drill, start, self._view, self._manner, standing, self._belt),
            closes=closes,
            tried=self._tried,
        )
        return SetRunner(set_start)

    def _setup(self) -> SetupCheck | None:
        if not self._checks or (self._number and self._coming.view == self._doing.view):
            return None
        return SetupCheck(self._coming.views, self._coming.drill.slowest_fps)

    def _step_set(self, frame: Frame, pose: Pose | None) -> Snapshot:
        self._number = max(self._number, 1)
        snapshot = self._set.advance(frame, pose)
        self._last_reps.take(snapshot)
        if snapshot.result is not None:
            self._book(snapshot.result)
            done = self._set.ending is Ending.DONE
            self._to = self._adaptation.next(self._at + 1 if done else self._to)
            self._over = self._ends or self._to >= len(self._places)
            self._tried = self._set.engine.tried
            if not self._over:
                self._begin_rest(frame.t, snapshot.view.view)
        return snapshot

    def _book(self, result: SetResult | None) -> None:
        assert result is not None
        self._last = FinishedSet(self._places[self._at], result, self._set.ending)
        if self._set.ending is not Ending.CUT:
            self._done.append(self._last)
            self._adaptation.over(self._doing, self._set.engine, self._metronome_spm)

    def _begin_rest(self, t: float, view: View) -> None:
        self._coming = self._adaptation.step(self._upcoming)
        was, now = self._doing, self._upcoming
        advice, self._tried = self._set.engine.advice(t), self._set.engine.tried
        self._rest = Rest(
            self._coming,
            was.rest_s if self._set.ending is Ending.DONE else 0.0,
            again=(was.drill.name, was.view) == (now.drill.name, now.view),
            quiet_s=LAST_WORDS_S,
            words=tuple(self._words(was, now, advice)),
            lines=self._adaptation.news(was, self._metronome_spm, self._coming),
            setup=self._setup(),
            shows=now.drill.name in self._unshown,
        )
        self._rest_tracker = RestTracker(self._view, self._set.engine.standing, view)

    def _words(self, was: Step, now: Step, advice: Cue | None) -> Iterator[Candidate]:
        """For the rest: what the set came to, one thing to think of, whether something hurts."""
        assert self._last is not None
        sets = [one for one in self._done if one is not self._last and one.ending is Ending.DONE]
        before = [one.result for one in sets if one.result.drill == was.drill.name]
        told = told_of(was.drill, self._last.result, before[-1] if before else None)
        alike = aim_of(was.drill) == aim_of(now.drill)
        words = [*told, advice] if advice and alike else [*told]
        yield from (Candidate(cue, Rank.REST) for cue in words)
        over = was.drill.name != now.drill.name
        if self._start.count_in and self._adaptation.asks(was.drill, over=over):
            yield question()

    def _step_rest(self, frame: Frame, pose: Pose | None) -> Snapshot:
        rest = self._rest
        assert rest is not None
        tracked = self._rest_tracker.update(frame, pose)
        word = rest.update(frame, tracked)
        if (outcome := rest.unasked()) is not None:
            level, answered = outcome
            self._mark(level, answered=answered)
        if word is not None and word.asks:
            self._adaptation.asked(self._doing.drill)
        phase = Phase.WAITING if rest.over else rest.phase
        self._over = self._ends or self._to >= len(self._places)
        if not self._over and not rest.resting:
            self._at, self._doing = self._to, self._coming
        if not self._over and rest.over:
            self._begin_set(tracked.view.view)
        return self._heeded(
            replace(
                frame_snapshot(frame, tracked, self._doing.drill, phase, tracked.quality.reason),
                left_s=rest.left_s,
                cue=self._chosen(frame.t, word),
                shown=rest.asks,
                checks=rest.checks,
            )
        )

    def _begin_set(self, view: View) -> None:
        self._set = self._fresh(
            self._rest_tracker.standing(view) if self._plan.leads else UNCALIBRATED
        )
        self._rest, self._answer = None, None
        self._showing.over()
        self._last_reps.begin()
        self._unshown.discard(self._coming.drill.name)
        self._hands = Hands()
        self._number += 1

    def _chosen(self, t: float, word: Candidate | None) -> Cue | None:
        """What is said in a break: its own words, or else the answer to what was asked before."""
        candidates = [word] if word else []
        if self._answer:
            candidates.append(Candidate(Cue(t, self._answer, CueKind.SET), Rank.ANSWER))
        chosen = choose(candidates)
        if chosen is not None and chosen.rank is Rank.ANSWER:
            self._answer = None
        return chosen.cue if chosen else None

    def _heeded(self, snapshot: Snapshot) -> Snapshot:
        """What a hand asks for in a break."""
        if not self._start.count_in:
            return snapshot
        gesture, coming = self._hands.read(snapshot, in_set=False)
        if gesture is Gesture.PAUSE and self._rest and self._rest.asks_pain:
            self._rest.raised()
        elif gesture is Gesture.PAUSE and self._rest:
            self._pause(self._rest)
        return replace(snapshot, gesture=coming)

    def _progress(self, in_set: bool) -> Progress:
        place = self._places[self._at]
        after = self._places[self._adaptation.next(self._at + 1) if in_set else self._to :]
        return Progress(
            plan=self._plan.title,
            at_step=place.step + 1,
            steps=len(self._plan.steps),
            at_set=place.set + 1,
            sets=self._doing.sets,
            number=self._number,
            step=self._doing,
            in_set=in_set,
            next_drill=self._plan.steps[after[0].step].drill if after else None,
            last=self._last.result if self._last else None,
            ending=self._last.ending if self._last else None,
            marks=self._adaptation.marks,
            ahead_s=self._plan.seconds_of(after),
        )

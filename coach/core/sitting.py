"""One sitting: the sets of a plan one after another, and what lies between them.

A Line, as a Session is: one call for each frame, no clock of its own. Each set is a fresh Session,
so that it can be replayed from its own record; only what quiet standing told is handed on.
"""

from __future__ import annotations

from dataclasses import replace
from math import nan

from coach.core.breaks import Break
from coach.core.calibration import NOT_YET, Neutral
from coach.core.change import Comparison, comparisons
from coach.core.drill import Manner
from coach.core.lasting import Away
from coach.core.outcome import Result
from coach.core.plan import Done, Ending, Plan, Progress, Step
from coach.core.session import Session
from coach.core.sets import SetPlan
from coach.core.tracking import Tracker
from coach.core.types import (
    Cue,
    CueKind,
    Event,
    EventKind,
    Frame,
    Phase,
    Pose,
    Snapshot,
    View,
)

LAST_WORDS_S = 2.5
"""So long a set's last words are heard."""


class Sitting:
    """Runs a plan. `start` says how each set begins; `view` is the camera's, where it is known;
    `done` are the sets of an earlier sitting that this one goes on after."""

    def __init__(
        self,
        plan: Plan,
        start: SetPlan | None = None,
        *,
        view: View | None = None,
        manner: Manner | None = None,
        done: tuple[Done, ...] = (),
    ) -> None:
        self._plan, self._start, self._view = plan, start or SetPlan(), view
        self._manner = manner or Manner()
        self._turns, self._done = plan.turns, list(done)
        self._at = self._to = self._turns.index(done[-1].turn) + 1 if done else 0
        self._number = 0
        self._over = self._ends = self._cut = False
        self._last: Done | None = done[-1] if done else None
        self._shown: Cue | None = None
        self._away = Away()
        self._between, self._stood_in = Tracker(view), View.UNKNOWN
        self._session = self._fresh(NOT_YET)
        self._break: Break | None = None
        if self._is_a_plan:
            self._break = Break(self._upcoming, 0.0)

    @property
    def done(self) -> bool:
        """The last set is over, or the sitting was ended."""
        return self._over

    @property
    def sets(self) -> tuple[Done, ...]:
        """The sets that are over, in the order in which they were done."""
        return tuple(self._done)

    def result(self) -> Result:
        """What the set under way, or else the last one, came to."""
        return self._session.result()

    def comparisons(self) -> tuple[Comparison, ...]:
        """What changed between the steps that the plan compares, as far as they are done."""
        return comparisons(self._plan, self._done)

    def step(self, frame: Frame, pose: Pose | None) -> Snapshot:
        """One frame with its raw pose (None where nobody was found).

        Whatever looks at every snapshot of a sitting, and asks something of it, belongs here:
        it calls `command`, or lays its own cue over the snapshot's.
        """
        in_set = self._break is None
        told = self._work(frame, pose) if in_set else self._rest(frame, pose)
        return self._tell(told, in_set)

    def finish(self) -> Snapshot | None:
        """The end of a set that was cut short by the end of the frames; None outside a set."""
        last = None if self._over or self._break else self._session.finish()
        if last is None:
            return None
        self._over = True
        return self._tell(replace(last, result=self._book(Ending.CUT)), True)

    def command(self, command: str) -> None:
        """Takes what the user asked for: "pause", "skip", "repeat", "recalibrate" or "end"."""
        if command in ("skip", "repeat"):
            self._go(self._at + (command == "skip"))
        elif command == "pause" and self._break:
            self._break.pause()
        elif command == "end":
            self._ends = self._cut = True
        else:
            self._away = Away()
            self._session.command(command)

    @property
    def _is_a_plan(self) -> bool:
        step = self._plan.steps[0]
        return len(self._turns) > 1 or step.view is not None or step.teach

    @property
    def _step(self) -> Step:
        """The step of the set that is under way, or just over."""
        return self._plan.steps[self._turns[self._at].step]

    @property
    def _upcoming(self) -> Step:
        return self._plan.steps[self._turns[self._to].step]

    def _go(self, to: int) -> None:
        """To another set: now out of a rest, else as soon as this one is closed."""
        if self._break is None:
            self._to, self._cut = to, True
        elif to > self._at or not self._number:
            self._break.skip()
        else:
            self._to = to
            self._break = Break(self._upcoming, 0.0, again=True)

    def _fresh(self, standing: Neutral) -> Session:
        step, turn = self._upcoming, self._turns[self._to]
        start = replace(
            self._start,
            seconds=step.seconds,
            reps_per_side=step.reps_per_side,
            stand_still=self._start.stand_still and not step.drill.forward,
            feedback=step.feedback_of(turn.set),
            beat=self._beat(step),
        )
        return Session(step.drill, start, view=self._view, manner=self._manner, standing=standing)

    def _beat(self, step: Step) -> float:
        """Steps a minute; NaN where none is asked for, or the athlete's own are not known yet."""
        beat = step.metronome
        if beat is None or beat.spm is not None:
            return beat.spm if beat and beat.spm else nan
        own = [one.result.cadence for one in self._done if one.result.drill == step.drill.name]
        return (beat.share or nan) * own[0] if own else nan

    def _work(self, frame: Frame, pose: Pose | None) -> Snapshot:
        if self._cut:
            self._session.command("end")
        self._number = max(self._number, 1)
        told = self._session.step(frame, pose)
        if self._session.done:
            return self._close(told)
        change = self._away.update(told) if self._start.count_in else None
        if change is None:
            return told
        self._session.command("pause")
        return _saying(told, Cue(told.t, change, CueKind.SET))

    def _close(self, told: Snapshot) -> Snapshot:
        """The snapshot of a set's last frame, with all that was still being looked ahead for."""
        rest = self._session.finish()
        ending = Ending.CUT if self._ends else Ending.SKIPPED if self._cut else Ending.DONE
        result = self._book(ending)
        self._to = self._to if self._cut else self._at + 1
        self._over = self._ends or self._to >= len(self._turns)
        if not self._over:
            self._begin_break(told.t, told.view.view)
        if rest is None:
            return replace(told, result=result)
        settled, ended = told.settled + rest.settled, told.ended + rest.ended
        events = told.events + rest.events
        return replace(told, settled=settled, ended=ended, events=events, result=result)

    def _book(self, ending: Ending) -> Result:
        self._last = Done(self._turns[self._at], self._session.result(), ending)
        if ending is not Ending.CUT:
            self._done.append(self._last)
        return self._last.result

    def _begin_break(self, t: float, view: View) -> None:
        again = self._upcoming.drill == self._step.drill
        rest_s = 0.0 if self._cut else self._step.rest_s
        advice = self._session.advice(t)
        self._break = Break(
            self._upcoming, rest_s, again=again, quiet_s=LAST_WORDS_S, advice=advice
        )
        self._between = Tracker(self._view, standing=self._session.standing)
        self._stood_in, self._cut = view, False

    def _rest(self, frame: Frame, pose: Pose | None) -> Snapshot:
        assert self._break is not None
        tracked = self._between.update(frame.t, frame.index, pose)
        view = tracked.view.view
        self._stand_anew(view)
        cue = self._break.update(frame.t, view)
        told = Snapshot(
            t=frame.t,
            frame=frame,
            pose=tracked.pose,
            view=tracked.view,
            quality=tracked.quality,
            kinematics=tracked.kinematics,
            found=tracked.found,
            phase=Phase.WAITING if self._break.over else self._break.phase,
            left_s=self._break.left_s,
            shown=self._break.asks,
        )
        self._over = self._ends
        self._at = self._at if self._break.resting else self._to
        if self._break.over:
            self._begin_set(view)
        return _saying(told, cue) if cue else told

    def _stand_anew(self, view: View) -> None:
        """What standing told is of one side: seen from the other, it must be learnt again."""
        if view.near and view is not self._stood_in:
            if self._stood_in is not View.UNKNOWN:
                self._between = Tracker(self._view)
            self._stood_in = view

    def _begin_set(self, view: View) -> None:
        self._session = self._fresh(self._between.standing if view is self._stood_in else NOT_YET)
        self._break = None
        self._number += 1
        self._away = Away()

    def _tell(self, told: Snapshot, in_set: bool) -> Snapshot:
        """Adds how far the sitting is, and keeps what was said between the sets on the screen."""
        if told.cue is not None:
            self._shown = told.cue
        newest = self._shown if self._shown and self._shows(told.t) else told.shown
        return replace(told, shown=newest, sitting=self._progress(in_set))

    def _shows(self, t: float) -> bool:
        return self._shown is not None and t - self._shown.t <= self._manner.show_s

    def _progress(self, in_set: bool) -> Progress:
        turn, step = self._turns[self._at], self._step
        after = self._turns[self._at + 1 if in_set else self._to :]
        return Progress(
            plan=self._plan.title,
            at_step=turn.step + 1,
            steps=len(self._plan.steps),
            at_set=turn.set + 1,
            sets=step.sets,
            number=self._number,
            step=step,
            in_set=in_set,
            next_drill=self._plan.steps[after[0].step].drill if after else None,
            last=self._last.result if self._last else None,
            ending=self._last.ending if self._last else None,
        )


def _saying(told: Snapshot, cue: Cue) -> Snapshot:
    event = Event(cue.t, EventKind.CUE)
    return replace(told, cue=cue, shown=cue, events=(*told.events, event))

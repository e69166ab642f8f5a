"""One set as it is lived through: its Session, and what is asked of it while it runs.

A Line, as a Session is. Nothing from before it reaches in but its `SetStart`: the same frames,
poses and commands give the same snapshots again.
"""

from __future__ import annotations

from dataclasses import replace

from coach.core.judging.result import SetResult
from coach.core.session.gestures import Gesture, Hands
from coach.core.session.presence import Away
from coach.core.session.progress import Ending
from coach.core.session.rest import StandingCue, saying
from coach.core.session.set_engine import SetEngine
from coach.core.session.set_start import SetStart
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, CueKind, Frame, Phase, Pose

PLAN_DONE = "plan_done"
ENDS = {
    Command.END: Ending.CUT,
    Command.SKIP: Ending.SKIPPED,
    Command.REPEAT: Ending.SKIPPED,
}
"""The commands that break a set off."""


class SetRunner:
    """Runs the set that `set_start` tells of. Its last snapshot has the `result`."""

    def __init__(self, set_start: SetStart) -> None:
        self.set_start = set_start
        self.ending = Ending.DONE
        self.session = SetEngine(
            set_start.drill,
            set_start.start,
            view=set_start.view,
            manner=set_start.manner,
            standing=set_start.standing,
            belt=set_start.belt,
        )
        # Nobody who was filmed asks for anything.
        self._asks = set_start.start.count_in
        self._away, self._hands = Away(), Hands()
        self._shown = StandingCue(set_start.manner.show_s)
        self._said: str | None = None
        self._commands: list[Command] = []

    @property
    def done(self) -> bool:
        """The set is over."""
        return self.session.done

    def result(self) -> SetResult:
        """What the set came to so far."""
        return self.session.result()

    def command(self, command: Command) -> None:
        """Takes what the user asked for: what breaks it off, PAUSE, or what a
        SetEngine takes."""
        self._commands.append(command)
        if command in ENDS:
            self.ending = ENDS[command]
        elif command is Command.PAUSE:
            self._pause()
        else:
            self._away = Away()
            self.session.command(command)

    def step(self, frame: Frame, pose: Pose | None) -> Snapshot:
        """One frame with its raw pose (None where nobody was found)."""
        if self.ending is not Ending.DONE:
            self.session.end()
        told = self.session.step(frame, pose)
        told = self._closed(told) if self.session.done else self._watched(told)
        return self._signed(self._heed(told))

    def finish(self) -> Snapshot | None:
        """The end of a set that was cut short by the end of the frames; None before any frame."""
        last = None if self.session.done else self.session.finish()
        if last is None:
            return None
        self.ending = Ending.CUT
        return self._signed(replace(last, result=self.result()))

    def _pause(self) -> None:
        self._away = Away()
        before = self.session.phase
        self.session.pause()
        if Phase.PAUSED in (before, self.session.phase):
            self._said = "paused" if self.session.phase is Phase.PAUSED else "go_on"

    def _watched(self, told: Snapshot) -> Snapshot:
        """Pauses the set while the athlete is out of the picture, or must hold the rails."""
        change = self._away.update(told) if self._asks else None
        if change is None:
            return told
        self.session.pause()
        alarmed = told.cue is not None and told.cue.kind is CueKind.SAFETY
        return told if alarmed else saying(told, change)

    def _closed(self, told: Snapshot) -> Snapshot:
        """The snapshot of the last frame, with all that was still being looked ahead for."""
        rest = self.session.finish()
        ends = self.set_start.closes and self.ending is Ending.DONE
        if ends and told.cue and told.cue.key == "set_done":
            told = replace(told, cue=replace(told.cue, key=PLAN_DONE))
        if rest is not None:
            smoothed, events = told.smoothed + rest.smoothed, told.events + rest.events
            reps, ended = told.reps + rest.reps, told.ended + rest.ended
            told = replace(told, smoothed=smoothed, reps=reps, ended=ended, events=events)
        return replace(told, result=self.result())

    def _heed(self, told: Snapshot) -> Snapshot:
        """What hands ask for, and what is said to what was asked before."""
        if self._said and told.cue is None:
            told, self._said = saying(told, self._said), None
        if not self._asks:
            return told
        gesture, told = self._hands.read(told, self.set_start.drill, in_set=True)
        if gesture is Gesture.PAUSE:
            self._pause()
        elif gesture is Gesture.END:
            self.session.end(said=True)
        return told

    def _signed(self, told: Snapshot) -> Snapshot:
        """With what it began with, and the commands since the last one: all that a replay needs."""
        commands, self._commands = tuple(self._commands), []
        return replace(self._shown.on(told), set_start=self.set_start, commands=commands)

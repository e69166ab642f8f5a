"""One set as it is lived through: its engine, and what is asked of it while it runs.

A Line, as a Session is. Nothing from before it reaches in but its `SetStart`: the same frames,
poses and commands give the same snapshots again.
"""

from __future__ import annotations

from dataclasses import replace

from coach.core.judging.result import SetResult
from coach.core.session.gestures import Gesture, Hands
from coach.core.session.progress import Ending, Progress
from coach.core.session.set_engine import SetEngine
from coach.core.session.set_start import SetStart
from coach.core.session.snapshot import Snapshot, StandingCue
from coach.core.types import Command, Frame, Pose

ENDS = {
    Command.END: Ending.CUT,
    Command.SKIP: Ending.SKIPPED,
    Command.REPEAT: Ending.SKIPPED,
}
"""The commands that break a set off."""


class SetRunner:
    """Runs the set that `set_start` tells of. Its last snapshot has the `result`; alone it has the
    `place` in a session that it is given."""

    def __init__(self, set_start: SetStart, place: Progress | None = None) -> None:
        self.set_start, self._place = set_start, place
        self.ending = Ending.DONE
        self.engine = SetEngine(set_start)
        # Nobody who was filmed asks for anything.
        self._hands = Hands() if set_start.start.count_in else None
        self._standing = StandingCue(set_start.manner.show_s)
        self._commands: list[Command] = []

    @property
    def done(self) -> bool:
        """The set is over."""
        return self.engine.done

    def result(self) -> SetResult:
        """What the set came to so far."""
        return self.engine.result()

    def command(self, command: Command) -> None:
        """Takes what the user asked for: what breaks the set off, PAUSE, RECALIBRATE or PAIN; all
        else is none of its business."""
        self._commands.append(command)
        self.ending = ENDS.get(command, self.ending)
        if command is Command.PAUSE:
            self.engine.pause()
        elif command is Command.RECALIBRATE:
            self.engine.recalibrate()
        elif command is Command.PAIN:
            self.engine.mark_pain()

    def step(self, frame: Frame, pose: Pose | None) -> Snapshot:
        """One frame with its raw pose (None where nobody was found)."""
        return self._standing.finished(self.advance(frame, pose), self._place)

    def finish(self) -> Snapshot | None:
        """The end of a set that was cut short by the end of the frames; None before any frame."""
        last = self.cut_short()
        return self._standing.finished(last, self._place) if last else None

    def advance(self, frame: Frame, pose: Pose | None) -> Snapshot:
        """As `step`, for who finishes the snapshot."""
        if self.ending is not Ending.DONE:
            self.engine.end()
        snapshot = self.engine.step(frame, pose)
        over, gesture, coming = self.done, None, None
        if self._hands is not None:
            gesture, coming = self._hands.read(snapshot, in_set=True)
        if gesture is Gesture.PAUSE:
            self.engine.pause()
        elif gesture is Gesture.END:
            self.engine.end(said=True)
        return self._signed(snapshot, coming, over=over)

    def cut_short(self) -> Snapshot | None:
        """As `finish`, for who finishes the snapshot."""
        last = None if self.done else self.engine.finish()
        if last is None:
            return None
        self.ending = Ending.CUT
        return self._signed(last, None, over=True)

    def _signed(
        self, snapshot: Snapshot, coming: tuple[str, float] | None, *, over: bool
    ) -> Snapshot:
        """With what it began with, and the commands since the last one: all that a replay needs."""
        commands, self._commands = tuple(self._commands), []
        return replace(
            snapshot,
            gesture=coming,
            result=self.result() if over else None,
            set_start=self.set_start,
            commands=commands,
        )

"""What was recorded, once more: every frame in order, at the pace at which it happened."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf, isinf

from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Frame, Phase, Pose
from coach.runtime.live import Tick
from coach.runtime.replay import Line

TICK_S = 1 / 30


def again(
    frames: Iterable[tuple[Frame, Pose | None]],
    line: Line,
    commands: Mapping[int, Sequence[Command]],
) -> Iterator[Snapshot]:
    """The line's snapshots; `commands` were given before the frame of that index, those of an
    index that never came after the last frame."""
    waiting = dict(commands)
    for frame, pose in frames:
        for command in waiting.pop(frame.index, ()):
            line.command(command)
        yield line.step(frame, pose)
        if line.done:
            return
    for command in (one for some in waiting.values() for one in some):
        line.command(command)
    last = line.finish()
    if last is not None:
        yield last


class Again:
    """`for beat in Again(...)`: each snapshot once it is due, or with `fast` at once.

    `send` takes PAUSE, which stands still and goes on, SKIP and REPEAT, which end it, and END.
    """

    def __init__(
        self,
        snapshots: Iterable[Snapshot],
        on_snapshot: Callable[[Snapshot, float], None],
        *,
        fast: bool = False,
        clock: Callable[[], float] = time.perf_counter,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._snapshots, self._on_snapshot, self._fast = snapshots, on_snapshot, fast
        self._clock, self._wait = clock, wait
        self._start = -inf
        self._paused = False
        self.asked: Command | None = None

    def send(self, command: Command) -> None:
        """Takes effect with the next beat."""
        if command is Command.PAUSE:
            self._paused = not self._paused
        elif command in (Command.SKIP, Command.REPEAT, Command.END):
            self.asked = command

    def __iter__(self) -> Iterator[Tick]:
        fresh: list[Snapshot] = []
        for snapshot in self._snapshots:
            if fresh and not self._due(snapshot.t):
                yield from self._until(snapshot.t, fresh)
                fresh = []
            if self.asked:
                return
            self._on_snapshot(snapshot, snapshot.t)
            fresh.append(snapshot)
        if fresh:
            yield Tick(fresh[-1], tuple(fresh))

    def _due(self, t: float) -> bool:
        if isinf(self._start):
            self._start = self._clock() - t
        return not self._fast and not self._paused and self._clock() - self._start >= t

    def _until(self, t: float, fresh: list[Snapshot]) -> Iterator[Tick]:
        """Beats until that time: the first with all that is new, then the same picture."""
        tick = Tick(fresh[-1], tuple(fresh))
        yield tick
        while not (self._fast or self.asked or self._due(t)):
            before = self._clock()
            self._wait(TICK_S)
            yield self._standing(tick)
            if self._paused:
                self._start += self._clock() - before

    def _standing(self, tick: Tick) -> Tick:
        newest = tick.snapshot
        if self._paused and newest:
            newest = replace(newest, phase=Phase.PAUSED)
        return replace(tick, snapshot=newest, fresh=())

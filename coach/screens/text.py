"""The session as text: a line for each thing that happens, and a live line in a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from math import inf, isnan
from typing import TextIO

from coach.core.drills.drill import Drill
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Count, Cue, Phase, Reason, Side
from coach.ports import Status
from coach.screens.reading import live, shows_result
from coach.screens.steady import Steady, digits
from coach.wording.judged import good_of_seen
from coach.wording.set_words import counts_line, heading_of
from coach.wording.texts import Texts

_REWRITE_S = 0.1
_CELLS = 12


class TextScreen:
    """Writes to `stream`; only where that is a terminal is its last line rewritten.

    A notice waits for Enter from `keys`; without them it counts as read.
    """

    def __init__(
        self, drill: Drill, texts: Texts, stream: TextIO, keys: TextIO | None = None
    ) -> None:
        self._keys = keys
        self._drill, self._texts, self._stream = drill, texts, stream
        self._place: tuple[int, int] | None = None
        self._steady = Steady()
        self._start: float | None = None
        self._rewritten = -inf
        self._warned = False
        self._live = ""
        self._notes: tuple[str, ...] = ()
        self._phase: Phase | None = None
        self._reason: Reason | None = None
        self._written: set[Cue | None] = set()

    def show(self, snapshot: Snapshot | None, status: Status) -> tuple[Command, ...]:
        """Writes what is new; but for a notice there are no keys here, so there are no commands."""
        now = self._since_start(snapshot)
        for words in self._new_drill(snapshot):
            self._print(now, words)
        for words in self._new_notes(status):
            self._print(now, words)
        if status.notice:
            return (self._read(now, status.notice),)
        if snapshot is None:
            return ()
        readings = self._steady.read(snapshot, status)
        for words in self._news(snapshot, readings.reason):
            self._print(now, words)
        if self._stream.isatty() and not 0 <= now - self._rewritten < _REWRITE_S:
            self._rewritten = now
            self._rewrite(self._live_line(snapshot, readings.cadence))
        return ()

    def close(self) -> None:
        """Leaves the last line standing."""
        if self._live:
            self._write("\n")
            self._live = ""

    def _read(self, now: float, lines: tuple[str, ...]) -> Command:
        for line in lines:
            self._print(now, line)
        if self._keys is None:
            return Command.ACCEPT
        self._print(now, self._texts.states["accept"])
        return Command.ACCEPT if self._keys.readline() else Command.END

    def _new_drill(self, snapshot: Snapshot | None) -> Iterator[str]:
        """Which step of a plan this is, and what the athlete must mind in a drill."""
        drill, progress = (snapshot.drill, snapshot.progress) if snapshot else (self._drill, None)
        warned, self._drill = self._warned and drill.name == self._drill.name, drill
        if progress and progress.steps * progress.sets > 1:
            place = progress.at_step, progress.at_set
            if place != self._place:
                self._place = place
                yield heading_of(progress, self._texts)
        if drill.safety and not warned:
            self._warned = True
            yield drill.safety

    def _since_start(self, snapshot: Snapshot | None) -> float:
        if snapshot is None:
            return 0.0
        if self._start is None:
            self._start = snapshot.t
        return snapshot.t - self._start

    def _new_notes(self, status: Status) -> list[str]:
        kept = (self._texts.states["recording"],) if status.recording else ()
        notes = (*status.notes, *kept)
        new = [note for note in notes if note not in self._notes]
        self._notes = notes
        return new

    def _news(self, snapshot: Snapshot, reason: Reason | None) -> Iterator[str]:
        """What has changed since the last snapshot, in words."""
        states = self._texts.states
        cue = self._texts.show(snapshot.shown) if snapshot.shown else ""
        if snapshot.phase is not self._phase:
            self._phase = snapshot.phase
            # "Go" is a cue too: it is not written twice.
            if (phase := states[snapshot.phase]) != cue:
                yield f"{phase}: {snapshot.left_s:.0f} s" if self._resting else phase
        if reason != self._reason:
            self._reason = reason
            yield self._texts.state(reason) if reason else states["seen"]
        if cue and snapshot.shown not in self._written:
            self._written.add(snapshot.shown)
            if not (self._resting and cue == states["rest"]):
                yield cue
        if snapshot.result and shows_result(snapshot.progress):
            yield counts_line(snapshot.result, self._texts)

    @property
    def _resting(self) -> bool:
        return self._phase is Phase.REST

    def _live_line(self, snapshot: Snapshot, cadence: float) -> str:
        parts = [self._leg(snapshot, side) for side in Side]
        parts.append(
            f"{digits(cadence):>3} {self._texts.states[f'{self._drill.cadence_of}_per_min']}"
        )
        if not isnan(snapshot.left_s):
            parts.append(f"{snapshot.left_s:3.0f} s")
        return "  ".join(parts)

    def _leg(self, snapshot: Snapshot, side: Side) -> str:
        """As in "Left [#####..==...] 7/9": "#" is the live value, "=" the target."""
        value, target = live(self._drill, snapshot, side), self._drill.target
        cells = [self._drill.scale / _CELLS * (i + 0.5) for i in range(_CELLS)]
        bar = "".join(
            "#" if at <= value else "=" if side in snapshot.graded and target.holds(at) else "."
            for at in cells
        )
        count = snapshot.counts.get(side, Count())
        return f"{self._texts.sides[side]} [{bar}] {good_of_seen(count)}"

    def _print(self, now: float, words: str) -> None:
        live, self._live = self._live, ""
        line = f"{now:6.1f} s  {words}"
        self._write(f"\r{line.ljust(len(live))}\n" if live else f"{line}\n")

    def _rewrite(self, line: str) -> None:
        """Without control codes, which not every terminal knows."""
        line = line[: shutil.get_terminal_size().columns - 1]
        self._write(f"\r{line.ljust(len(self._live))}")
        self._live = line

    def _write(self, text: str) -> None:
        """A letter that the terminal does not have becomes a question mark."""
        encoding = self._stream.encoding or "utf-8"
        self._stream.write(text.encode(encoding, "replace").decode(encoding))
        self._stream.flush()

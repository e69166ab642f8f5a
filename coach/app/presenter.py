"""What the athlete sees and hears: one screen, one voice, and what both are told."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from math import nan

from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Rep, Side
from coach.ports import Screen, Status, Voice
from coach.runtime.live import Tick
from coach.runtime.watchdog import Watchdog
from coach.videos.keeping import Videos
from coach.wording.report_card import Report
from coach.wording.texts import Texts

_TICK_S = 0.03
_LAST_WORDS_S = 2.0
"""So long the last set's own words are heard."""


class Presenter:
    """Begins with `status`; `stays_s` is how long the end of a set is left standing, by `clock`.
    With `rated` it is asked then how hard it was."""

    def __init__(
        self,
        screen: Screen,
        voice: Voice,
        status: Status,
        texts: Texts,
        stays_s: float,
        clock: Callable[[], float] = time.perf_counter,
        *,
        rated: bool = False,
    ) -> None:
        self._screen, self._voice, self._status, self._texts = screen, voice, status, texts
        self._stays_s, self._clock, self._rated = stays_s, clock, rated
        self._watchdog: Watchdog | None = None
        self._videos: Videos | None = None
        self._alarmed: Snapshot | None = None
        self._notes: tuple[str, ...] = ()
        self._last: Snapshot | None = None
        self._number = 0
        self._reps: dict[tuple[Side, int], Rep] = {}
        self._tones: dict[str, float] = {}
        self._beat = nan

    @property
    def notes(self) -> tuple[str, ...]:
        """What the coach has to do without, in words."""
        voice = self._voice.problem
        video = self._videos.problem if self._videos else None
        unkept = (self._texts.states[video],) if video else ()
        return (*self._notes, *((voice,) if voice else ()), *unkept)

    def note(self, key: str) -> None:
        """Puts one of the texts' states on the screen for good."""
        self.tell(self._texts.states[key])

    def tell(self, words: str) -> None:
        """Puts the words on the screen for good."""
        self._notes = (*self._notes, words)

    def report(self, report: Report | None) -> None:
        """Puts what stands out on the screen, once the set is done."""
        self._status = replace(self._status, report=report)

    def watch(self, watchdog: Watchdog) -> None:
        """From now on the watchdog is asked at every beat, and its alarm is said and shown."""
        self._watchdog = watchdog

    def film(self, videos: Videos) -> None:
        """From now on the screen says while a video is being kept, and why one is not."""
        self._videos = videos

    def sound(self, snapshot: Snapshot, now: float) -> None:
        """Called on the think thread, so that no sound waits for a drawing."""
        if str(snapshot.metronome_spm) != str(self._beat):  # NaN is like NaN
            self._beat = snapshot.metronome_spm
            self._voice.metronome(snapshot.metronome_spm)
        for tone in snapshot.tones:
            self._voice.tone(tone)
        if snapshot.cue is not None:
            self._voice.say(snapshot.cue, now)

    def show(self, tick: Tick) -> list[Command]:
        """Shows the newest snapshot; gives the keys that are not the voice's."""
        for snapshot in tick.fresh:
            self._keep(snapshot)
        stalled = (self._texts.states["reconnecting"],) if tick.stalled else ()
        self._status = replace(
            self._status,
            notes=self.notes + self._unsure(tick.snapshot) + stalled,
            frame_age_s=tick.frame_age_s,
            fps=tick.fps,
            reps=self._reps.values(),
            tones=tuple(self._tones.items()),
            recording=self._videos is not None and self._videos.keeping,
        )
        self._last = tick.snapshot
        if tick.snapshot:
            drill = tick.snapshot.drill
            title = self._texts.states.get(drill.name, drill.title)
            self._status = replace(self._status, title=title)
        keys = self._screen.show(self._guarded(tick.snapshot), self._status)
        return [key for key in keys if not self._switched(key)]

    def _keep(self, snapshot: Snapshot) -> None:
        """The reps of the set under way, and when each tone sounded last."""
        number = snapshot.progress.number if snapshot.progress else 0
        if number != self._number:
            self._number, self._reps = number, {}
        self._reps |= {(rep.side, rep.number): rep for rep in (*snapshot.reps, *snapshot.ended)}
        self._tones |= dict.fromkeys(snapshot.tones, snapshot.t)

    def read(self, lines: tuple[str, ...]) -> bool:
        """Leaves the lines on the screen until they are accepted; False where the user ends it."""
        while True:
            keys = self._screen.show(None, replace(self._status, notice=lines))
            if Command.ACCEPT in keys or Command.END in keys:
                return Command.END not in keys
            time.sleep(_TICK_S)

    def linger(self, over: Callable[[], bool]) -> int | None:
        """Leaves the end on the screen while its last words sound, or until the key or `over`; then
        says the one sentence of the whole session, if there is one.

        Gives the newest answer to how hard it was; None where there is none.
        """
        until, effort, words = self._clock() + self._stays_s, None, self._texts.states
        closes = self._clock() + _LAST_WORDS_S
        closing = self._last.closing.said if self._last and self._last.closing else None
        while self._clock() < until and not over():
            if closing is not None and self._clock() >= closes:
                self._voice.say(closing, closing.t)
                closing = None
            noted = words["effort"] if effort is None else f"{words['effort_noted']}: {effort}"
            self._status = replace(self._status, asks=noted if self._rated else "")
            keys = self._screen.show(self._last, self._status)
            ratings = [key.rating for key in keys if self._rated and key.rating is not None]
            effort = ratings[-1] if ratings else effort
            if Command.END in keys:
                break
            time.sleep(_TICK_S)
        return effort

    def _unsure(self, snapshot: Snapshot | None) -> tuple[str, ...]:
        unsure = snapshot is not None and not snapshot.calibrated
        return (self._texts.states["not_stood"],) if unsure else ()

    def _guarded(self, newest: Snapshot | None) -> Snapshot | None:
        """The newest snapshot; after an alarm the same with the alarm on it, until another comes.

        The alarm is said from here: the think thread may be the one that stands still.
        """
        alarm = self._watchdog.look(self._clock(), newest) if self._watchdog else None
        if alarm and newest:
            self._voice.say(alarm, alarm.t)
            self._alarmed = replace(newest, shown=alarm)
        if self._alarmed and newest and self._alarmed.frame is newest.frame:
            return self._alarmed
        self._alarmed = None
        return newest

    def _switched(self, key: Command) -> bool:
        if key is Command.VOICE:
            self._status = replace(self._status, voice_on=self._voice.toggle_voice())
        elif key is Command.TONES:
            self._status = replace(self._status, tones_on=self._voice.toggle_tones())
        return key in (Command.VOICE, Command.TONES)

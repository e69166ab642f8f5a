"""The clock of one set: waiting for the athlete, counting in, work, done. Times are the frames'."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf, nan

from coach.core.coaching.candidates import Candidate, Rank
from coach.core.drills.drill import Feedback
from coach.core.session.absence import PausedBy
from coach.core.types import Cue, CueKind, Phase


@dataclass(frozen=True, slots=True)
class SetConfig:
    """How long a set is, and how it begins.

    It ends after `seconds` of work, or once both legs (the graded one) have `reps_per_side`.
    Without `count_in` work begins with the first frame, as for a recorded video; with
    `stand_still` the count-in waits until the athlete does; `stop_early` lets the set end when it
    falls apart. `feedback` is how much is said of it, `beat` a cadence to follow in steps/min (NaN:
    none), and a `locked` target is not made easier. `timed` is whether its own seconds are told:
    not where each of its reps has a timer.
    """

    seconds: float = inf
    reps_per_side: int | None = None
    count_in: bool = False
    count_in_s: float = 3.0
    ready_s: float = 1.0
    stand_still: bool = False
    stop_early: bool = False
    feedback: Feedback = Feedback.FULL
    beat: float = nan
    locked: bool = True
    timed: bool = True


SET_DONE = "set_done"
NUMBERS = {3: "three", 2: "two", 1: "one"}
HALFWAY_FROM_S = 16.0
LAST_S, LAST_REPS = 3, 3
"""The last seconds are counted by tones; the last reps a leg are told, where there are twice so
many."""

BRIEF_S = 0.7
"""A count that comes later than this is not worth saying."""


@dataclass(frozen=True, slots=True)
class ClockUpdate:
    """What the clock brought with one frame; `counts` the seconds before the work, or `ends` it."""

    cue: Cue | None = None
    tones: tuple[str, ...] = ()
    counts: bool = False
    ends: bool = False

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What it has to say, if anything."""
        rank = Rank.END if self.ends else Rank.CLOCK
        return (Candidate(self.cue, rank, talk=not self.counts),) if self.cue else ()


class SetClock:
    """Takes the time of every frame and whether the athlete may be judged in it; at the end of
    the set it says `done_key`. It alone knows whether the set is paused, and by whom."""

    def __init__(self, plan: SetConfig, done_key: str = SET_DONE) -> None:
        self._plan, self._done_key = plan, done_key
        self._phase = Phase.WAITING if plan.count_in else Phase.WORK
        self.paused_by: PausedBy | None = None
        self.worked = 0.0
        self._before: float | None = None
        self._seen_since: float | None = None
        self._count_from = nan
        self._counted = 0
        self._halfway_said = self._last_said = False

    @property
    def phase(self) -> Phase:
        """Where the set is."""
        return Phase.PAUSED if self.paused_by else self._phase

    def update(
        self, t: float, seen: bool, still: bool = True, *, busy: bool = False, talk: bool = False
    ) -> ClockUpdate:
        """One frame later; `still` tells whether the athlete stands, for a while already. While the
        athlete is `busy` landing, the end and halfway wait; halfway also for the end of other
        `talk`."""
        passed = t - self._before if self._before is not None else 0.0
        self._before = t
        if self.phase is Phase.WAITING:
            return self._wait(t, seen, still or not self._plan.stand_still)
        if self.phase is Phase.COUNT_IN:
            return self._count(t, seen)
        if self.phase is Phase.WORK:
            self.worked += passed
            return ClockUpdate() if busy else self._work(t, talk)
        return ClockUpdate()

    def left_s(self, t: float) -> float:
        """What is left of this phase in seconds; NaN where it has no end of its own."""
        if self.phase is Phase.COUNT_IN:
            return max(0.0, self._count_from + self._plan.count_in_s - t)
        if self.phase in (Phase.WORK, Phase.PAUSED) and self._plan.seconds < inf:
            return max(0.0, self._plan.seconds - self.worked)
        return nan

    def pause(self, by: PausedBy) -> None:
        """Stops the time of a set that is not over; a count-in that was paused begins again."""
        if self._phase is not Phase.DONE:
            self._phase = Phase.WAITING if self._phase is Phase.COUNT_IN else self._phase
            self.paused_by, self._seen_since = by, None

    def go_on(self) -> None:
        """The time runs again."""
        self.paused_by = self._seen_since = None

    def end(self, t: float, key: str | None = None) -> ClockUpdate:
        """Ends the set now, with its own words or those of the key."""
        if self._phase is Phase.DONE:
            return ClockUpdate()
        self._phase, self.paused_by = Phase.DONE, None
        cue = Cue(t, key or self._done_key, CueKind.SET, good_for=3.0)
        return ClockUpdate(cue, ("end",), ends=True)

    def last_reps(self, t: float, reps: int) -> Candidate | None:
        """Told once, when so few are left of the leg that has the fewest reps."""
        asked = self._plan.reps_per_side
        silent = self._plan.feedback is Feedback.NONE or not self._plan.count_in
        if silent or self._last_said or asked is None or asked < 2 * LAST_REPS:
            return None
        self._last_said = reps >= asked - LAST_REPS
        if not self._last_said:
            return None
        return Candidate(Cue(t, "last_three", CueKind.SET), Rank.LAST_REPS)

    def _wait(self, t: float, seen: bool, still: bool) -> ClockUpdate:
        if not seen:
            self._seen_since = None
            return ClockUpdate()
        self._seen_since = t if self._seen_since is None else self._seen_since
        if t - self._seen_since < self._plan.ready_s or not still:
            return ClockUpdate()
        self._phase, self._count_from, self._counted = Phase.COUNT_IN, t, 0
        return self._count(t, seen)

    def _count(self, t: float, seen: bool) -> ClockUpdate:
        if not seen and t - self._count_from > BRIEF_S:
            self._phase, self._seen_since = Phase.WAITING, None
            return ClockUpdate()
        left = self._plan.count_in_s - (t - self._count_from)
        if left <= 0:
            self._phase = Phase.WORK
            return ClockUpdate(_brief(t, "go"), ("go",), counts=True)
        number = ceil(left)
        if number == self._counted:
            return ClockUpdate()
        self._counted = number
        key = NUMBERS.get(number)
        return ClockUpdate(_brief(t, key) if key else None, ("count",), counts=True)

    def _work(self, t: float, talk: bool) -> ClockUpdate:
        if self.worked >= self._plan.seconds:
            return self.end(t)
        if not self._plan.count_in:
            return ClockUpdate()
        half = self._plan.seconds / 2
        told = self._halfway_said or self._last_said  # the reps may be nearer to their end
        if self._spoken_to and not told and self.worked >= half and not talk:
            self._halfway_said = True
            return ClockUpdate(Cue(t, "halfway", CueKind.SET))
        left = ceil(self._plan.seconds - self.worked) if self._spoken_to else inf
        if left <= LAST_S and left != self._counted:
            self._counted = int(left)
            return ClockUpdate(tones=("count",))
        return ClockUpdate()

    @property
    def _spoken_to(self) -> bool:
        """A probe, and a set that is over at once, has no time told."""
        long_enough = HALFWAY_FROM_S <= self._plan.seconds < inf
        spoken = self._plan.timed and self._plan.feedback is not Feedback.NONE
        return long_enough and spoken


def _brief(t: float, key: str) -> Cue:
    return Cue(t, key, CueKind.SET, good_for=BRIEF_S)

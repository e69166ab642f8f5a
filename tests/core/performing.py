"""A synthetic athlete straight through a Session: no camera, no thread, no picture, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import numpy as np
from hypothesis import settings

from coach.config import load_drill
from coach.core.drills.drill import Drill, Manner
from coach.core.judging.result import SetResult
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.session.snapshot import Snapshot
from coach.core.types import Cue, Event, EventKind, Frame, Image, Pose, Rep, Side, View
from coach.simulation.athlete import PerformedLift, SimulatedRunner
from coach.simulation.true_poses import TruePoses

DARK = np.zeros((2, 2, 3), np.uint8)
SIZE = 1280, 720
CLOSE_S = 0.13
"""A rep within so long of a true top is that lift."""

few = settings(max_examples=settings.default.max_examples // 10)
"""Of what takes a whole performance each."""

Change = Callable[[float, Pose], Pose | None]


@cache
def shipped(name: str) -> Drill:
    return load_drill(name)


@cache
def at_any_speed(name: str) -> Drill:
    """A shipped drill that no camera is too slow for."""
    return replace(shipped(name), slowest_fps=1.0)


@dataclass(frozen=True, slots=True)
class Performance:
    """All snapshots of a set, the one of finish() last."""

    session: SetRunner
    snapshots: tuple[Snapshot, ...]

    @property
    def reps(self) -> tuple[Rep, ...]:
        """In order, as they were told last."""
        told = {rep.number: rep for s in self.snapshots for rep in (*s.reps, *s.ended)}
        return tuple(told[number] for number in sorted(told))

    @property
    def decided(self) -> tuple[tuple[float, Rep], ...]:
        """Each rep as it was decided, with the time of the frame that brought it."""
        return tuple((s.t, rep) for s in self.snapshots for rep in s.reps)

    @property
    def result(self) -> SetResult:
        return self.session.result()

    @property
    def cues(self) -> tuple[Cue, ...]:
        return tuple(s.cue for s in self.snapshots if s.cue)

    @property
    def tones(self) -> tuple[str, ...]:
        return tuple(tone for s in self.snapshots for tone in s.tones)

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(event for s in self.snapshots for event in s.events)

    def counted(self) -> dict[Side, int]:
        return {side: count.all for side, count in self.result.counts.items()}

    def partial(self) -> dict[Side, int]:
        return {side: count.partial for side, count in self.result.counts.items()}

    def faults(self) -> set[tuple[str, Side | None]]:
        return {(tally.name, tally.side) for tally in self.result.faults}

    def reasons(self) -> set[str]:
        return {s.quality.reason.key for s in self.snapshots if s.quality.reason}

    def told_nothing(self) -> bool:
        """No rep, no partial lift, no tone, no fault, no correction, no praise."""
        quiet = not (self.reps or self.tones or self.faults() or any(self.partial().values()))
        lifts = {EventKind.KNEE_PEAK, EventKind.PARTIAL_LIFT}
        silent = all(cue.kind.value == "set" for cue in self.cues)
        return quiet and silent and not any(event.kind in lifts for event in self.events)


def play(
    moments: Iterable[tuple[float, Pose | None]],
    drill: Drill | None = None,
    at: Callable[[float, SetRunner], None] | None = None,
    plan: SetConfig | None = None,
    fixed: View | None = None,
    manner: Manner | None = None,
    picture: Callable[[float], Image] = lambda _: DARK,
) -> Performance:
    """Poses with their times through a session; `at` is called before each. The default pictures
    are too small to be looked at."""
    drill, plan = drill or at_any_speed("high_knees"), plan or SetConfig()
    session = SetRunner(SetStart(drill, plan, view=fixed, manner=manner or Manner()))
    snapshots = []
    for index, (t, pose) in enumerate(moments):
        if at is not None:
            at(t, session)
        snapshots.append(session.step(Frame(t, index, picture(t)), pose))
        if session.done:
            return Performance(session, tuple(snapshots))
    rest = session.finish()
    return Performance(session, (*snapshots, rest) if rest else tuple(snapshots))


def evenly(seconds: float, fps: float = 30.0) -> Sequence[float]:
    return [number / fps for number in range(round(seconds * fps))]


def seen(
    athlete: SimulatedRunner,
    times: Sequence[float],
    size: tuple[int, int] = SIZE,
    clock: float = 0.0,
    change: Change | None = None,
    **spoilt: Any,
) -> list[tuple[float, Pose | None]]:
    """The athlete's poses at `times`, told `clock` later; `change` may alter each."""
    poses = TruePoses(athlete, **spoilt)
    moments: list[tuple[float, Pose | None]] = []
    for t in times:
        pose = poses.pose(t, size)
        if pose is not None and change is not None:
            pose = change(t, pose)
        moments.append((t + clock, None if pose is None else replace(pose, t=t + clock)))
    return moments


def perform(
    athlete: SimulatedRunner,
    seconds: float = 6.0,
    fps: float = 30.0,
    *,
    drill: Drill | None = None,
    times: Sequence[float] | None = None,
    **kind: Any,
) -> Performance:
    """The athlete's drill for some seconds; the rest goes to `seen` or to the Session. What was
    performed before, just so, is not performed again."""
    frames = tuple(evenly(seconds, fps) if times is None else times)
    once = _performed.__wrapped__ if any(map(callable, kind.values())) else _performed
    return once(athlete, frames, drill or at_any_speed(athlete.drill), **kind)


@lru_cache(maxsize=40)
def _performed(athlete: Any, times: Sequence[float], drill: Drill, **kind: Any) -> Performance:
    to_seen = {name: kind.pop(name) for name in SEEN if name in kind}
    return play(seen(athlete, times, **to_seen), drill, **kind)


SEEN = ("size", "clock", "change", "noise", "drop_outs", "swaps", "seed")


def whole(athlete: SimulatedRunner, seconds: float) -> SimulatedRunner:
    """One whose last lift is over before `seconds` are."""
    return replace(athlete, stop_s=seconds - 0.2 - athlete.cycle_s)


def pairs(
    performance: Performance,
    athlete: SimulatedRunner,
    until: float,
    clock: float = 0.0,
    close_s: float = CLOSE_S,
) -> list[tuple[PerformedLift, Rep]]:
    """Each true lift with its rep: fails where one is missing, on the wrong leg, or too many."""
    lifts, reps = athlete.lifts(until), performance.reps
    told = [(rep.side, round(rep.peak - clock, 2)) for rep in reps]
    true = [(lift.side, round(lift.t, 2)) for lift in lifts]
    assert [side for side, _ in told] == [side for side, _ in true], (told, true)
    found = list(zip(lifts, reps, strict=True))
    for lift, rep in found:
        assert abs(rep.peak - clock - lift.t) < close_s, (told, true)
    return found


def peak_errors(found: list[tuple[PerformedLift, Rep]]) -> list[float]:
    """Degrees that each known peak is too high."""
    errors = [rep.values["thigh_angle_peak"] - lift.angle for lift, rep in found]
    return [error for error in errors if error == error]

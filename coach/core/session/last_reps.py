"""A set's last seconds, to be looked at again in the rest beside the athlete's best rep so far:
from poses alone, in memory only, never stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite, nan

from coach.core.drills.drill import Drill
from coach.core.drills.kinds import Gauge
from coach.core.pose.body import midpoint, trunk_length
from coach.core.session.snapshot import Replayed, Snapshot
from coach.core.skeleton import BodyPart
from coach.core.types import Phase, Pose, Rep, Side, View

SHOWN_S, KEPT_S = 5.0, 8.0
"""So much is played again; so much is kept, for a lift is over a while after its top."""

SPEED, PAUSE_S = 0.5, 1.0
"""It is played at half the speed, with a pause before it begins again."""

Whose = tuple[str, View, Side]


@dataclass(frozen=True, slots=True)
class _Best:
    """The rep with its poses, from the start of its lift to its end."""

    rep: Rep
    value: float
    poses: tuple[Pose, ...]


class LastReps:
    """Takes every snapshot of every set, and `begin` before each; the best reps are kept from set
    to set, by drill, view and leg."""

    def __init__(self) -> None:
        self._poses: deque[Pose] = deque()
        self._reps: dict[tuple[Side, int], Rep] = {}
        self._best: dict[Whose, _Best] = {}
        self._drill: Drill | None = None
        self._view = View.UNKNOWN

    def begin(self) -> None:
        """The last set's poses and reps are let go."""
        self._poses.clear()
        self._reps.clear()

    def take(self, snapshot: Snapshot) -> None:
        """The poses of work, and the reps of which more is known now."""
        self._drill, self._view = snapshot.drill, snapshot.view.view
        if snapshot.phase is Phase.WORK and snapshot.pose is not None:
            self._poses.append(replace(snapshot.pose, raw=None))
            while snapshot.t - self._poses[0].t > KEPT_S:
                self._poses.popleft()
        for rep in (*snapshot.reps, *snapshot.ended):
            self._reps[rep.side, rep.number] = rep
            if isfinite(rep.end):
                self._keep_if_best(rep, snapshot.drill)

    def _keep_if_best(self, rep: Rep, drill: Drill) -> None:
        value = rep.values.get(drill.graded, nan)
        whose = drill.name, self._view, rep.side
        if drill.traits.gauge is not Gauge.BAR or not isfinite(value):
            return
        best = self._best.get(whose)
        if best is None or _rank(rep, value, drill) > _rank(best.rep, best.value, drill):
            poses = tuple(pose for pose in self._poses if rep.start <= pose.t <= rep.end)
            if poses:
                self._best[whose] = _Best(rep, value, poses)

    def at(self, since: float) -> Replayed | None:
        """What is played `since` seconds after the set; None where there is nothing."""
        shown = [pose for pose in self._poses if self._poses[-1].t - pose.t <= SHOWN_S]
        if len(shown) < 2:
            return None
        first, whole = shown[0].t, shown[-1].t - shown[0].t
        now = first + min(SPEED * since % (whole + SPEED * PAUSE_S), whole)
        return self._beside_best(min(shown, key=lambda pose: abs(pose.t - now)))

    def _beside_best(self, pose: Pose) -> Replayed:
        """The pose with the same point of the best rep's movement, by the tops of the lifts."""
        drill = self._drill
        assert drill is not None
        near = min(self._reps.values(), key=lambda rep: abs(rep.peak - pose.t), default=None)
        best = self._best.get((drill.name, self._view, near.side)) if near else None
        if near is None or best is None:
            return Replayed(pose)
        return Replayed(
            pose,
            _laid_over(_at(best.poses, best.rep.peak + pose.t - near.peak), pose),
            near.side,
            near.values.get(drill.graded, nan),
            best.value,
        )


def _rank(rep: Rep, value: float, drill: Drill) -> tuple[bool, float]:
    """A clean rep before one that is not; then the higher, but not beyond the target."""
    return bool(rep.good), value - 2 * max(0.0, value - drill.target.high)


def _at(poses: Sequence[Pose], t: float) -> Pose:
    return min(poses, key=lambda pose: abs(pose.t - t))


def _laid_over(ghost: Pose, pose: Pose) -> Pose:
    """The ghost as large as the athlete is now, hips on hips; both in the pose's pixels."""
    larger = trunk_length(pose) / trunk_length(ghost)
    hips, onto = midpoint(ghost, BodyPart.HIP), midpoint(pose, BodyPart.HIP)
    return replace(ghost, xy=onto + larger * (ghost.xy - hips), size=pose.size)

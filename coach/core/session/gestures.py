"""Hands held up: one pauses or goes on, both end the set. Lengths are the athlete's own trunk's."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from coach.core.pose.body import trunk_length
from coach.core.session.snapshot import Snapshot
from coach.core.skeleton import BodyPart, row
from coach.core.types import Phase, Points, Pose, Side, View


class Gesture(StrEnum):
    """What a held-up hand asks for; the words are those of the commands."""

    PAUSE = "pause"
    END = "end"


@dataclass(frozen=True, slots=True)
class GestureRule:
    """A hand is up with its wrist more than `wrist` and its elbow more than `elbow` trunk lengths
    above the shoulder: over the head, where no swing of the arms goes.

    It is held for `hold_s` within `still` trunk lengths; `gap_s` may pass without being seen.
    Joints count from `confidence` on, the far arm of a side view from `far_confidence`.
    """

    hold_s: float = 1.0
    wrist: float = 0.5
    elbow: float = 0.05
    still: float = 0.35
    gap_s: float = 0.25
    confidence: float = 0.5
    far_confidence: float = 0.8


class GestureReader:
    """Reads one athlete's poses; a gesture is given once, and again only after hands were down."""

    def __init__(self, rule: GestureRule | None = None) -> None:
        self._rule = rule or GestureRule()
        self._held: deque[tuple[float, Points]] = deque()
        self._up: tuple[Side, ...] = ()
        self._armed = True
        self._hold_s = 0.0

    @property
    def coming(self) -> Gesture | None:
        """The gesture that it will be if the hands stay where they are."""
        if not (self._armed and self._held):
            return None
        return Gesture.END if len(self._up) > 1 else Gesture.PAUSE

    @property
    def progress(self) -> float:
        """How much of the hold is over, 0 to 1."""
        return min(1.0, self._hold_s / self._rule.hold_s) if self.coming else 0.0

    def update(self, t: float, pose: Pose | None, view: View) -> Gesture | None:
        """Takes in the athlete's pose at t (None where they are not seen)."""
        if self._held and t - self._held[-1][0] > self._rule.gap_s:
            self._let_go()
        if pose is None:
            return None
        hands = {side: self._hand(pose, side, view) for side in Side}
        up = tuple(side for side, hand in hands.items() if hand is not None and self._is_up(hand))
        if not up:
            self._lower([hand for hand in hands.values() if hand is not None])
            return None
        return self._hold(t, np.array([_wrist(hands[side]) for side in up]), up)

    def _hold(self, t: float, wrists: Points, up: tuple[Side, ...]) -> Gesture | None:
        """`wrists` of the hands that are `up`: (n, 2) trunk lengths from their shoulders."""
        if up != self._up:
            self._let_go()
            self._up = up
        self._held.append((t, wrists))
        while self._moved(self._held[0][1], wrists):
            self._held.popleft()
        self._hold_s = t - self._held[0][0]
        # The times of frames are sums, so a second may be a hair less.
        if self._hold_s < self._rule.hold_s - 1e-6:
            return None
        gesture, self._armed = self.coming, False
        return gesture

    def _lower(self, hands: list[Points]) -> None:
        """No hand is up: one that is seen hangs again, or both are hidden."""
        if hands and all(_wrist(hand)[1] < 0 for hand in hands):
            self._armed = True
            self._let_go()

    def _let_go(self) -> None:
        self._held.clear()
        self._hold_s = 0.0

    def _is_up(self, hand: Points) -> bool:
        elbow, wrist = hand[:, 1]
        return bool(wrist > self._rule.wrist and elbow > self._rule.elbow)

    def _moved(self, before: Points, now: Points) -> bool:
        return bool((np.hypot(*(now - before).T) > self._rule.still).any())

    def _hand(self, pose: Pose, side: Side, view: View) -> Points | None:
        """Elbow and wrist from the shoulder, (2, 2); None where one of them is hidden."""
        arm = [row(part, side) for part in (BodyPart.SHOULDER, BodyPart.ELBOW, BodyPart.WRIST)]
        far = view.near is not None and side is not view.near
        least = self._rule.far_confidence if far else self._rule.confidence
        trunk = trunk_length(pose)
        if not (trunk > 0 and (pose.confidence[arm] >= least).all()):
            return None
        shoulder, elbow, wrist = pose.xy[arm]
        hand = np.array((elbow - shoulder, wrist - shoulder)) / trunk
        return hand if np.isfinite(hand).all() else None


def _wrist(hand: Points | None) -> Points:
    return np.full(2, np.nan) if hand is None else hand[1]


class Hands:
    """Reads every snapshot: one hand up is "pause", and both end a set, but not a rest, in which
    people stretch. Arms that are part of a stretch ask for nothing."""

    def __init__(self) -> None:
        self._reader = GestureReader()

    def read(
        self, snapshot: Snapshot, *, in_set: bool
    ) -> tuple[Gesture | None, tuple[str, float] | None]:
        """The gesture, once it has been held, and the one that is coming, with how much of its hold
        is over."""
        if snapshot.drill.traits.own_timer and snapshot.phase is Phase.WORK:
            self._reader = GestureReader()
            return None, None
        ends = in_set and snapshot.phase in (Phase.WORK, Phase.PAUSED)
        gesture = self._reader.update(snapshot.t, snapshot.pose, snapshot.view.view)
        coming = self._reader.coming
        shown = coming and (ends or coming is not Gesture.END)
        return (
            None if gesture is Gesture.END and not ends else gesture,
            (coming.value, self._reader.progress) if coming and shown else None,
        )

"""Foot contacts and toe-offs of one leg in running.

From the side a foot on the ground goes backward at the ground's speed: it is set down when it
takes on that speed, and lifted when it has clearly lost it. That needs no ground line and no
calibration, works on a belt and beside a camera that follows, and for any foot strike. From front
or rear the foot's path along the view cannot be seen; there the moment that the ankle is highest
over the other is known, and a contact follows it after a share of the stride.

Both are early for some runners and late for others. A second witness knows nothing of the foot: in
flight the trunk falls faster and faster, and it is caught soon after the contact. From the side the
contact is half-way between the two where they agree roughly. From front and rear the ankle tells
which foot lands and about when, and the fall nearest to that tells the moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, nan

import numpy as np

from coach.core.types import Kinematics, Points, Side
from coach.core.windows import TimeWindow

Sample = tuple[float, float, float, float]
"""Time, foot ahead of the hips, its speed, the trunk's rise: seconds and leg lengths."""


@dataclass(frozen=True, slots=True)
class StepRule:
    """Shares of the stance's speed at `down` and `up`; lengths in leg lengths, times in seconds.

    A backward phase is a stance if it is at least `shortest` long and covers `reach`; the contact
    is at most `latest` after the foot was furthest ahead. From front and rear `swing_share` of a
    stride, at most `longest_wait`, lies between the ankle's highest point and the contact.

    Over ground slower than `walking`, leg lengths a second, nobody flies. On faster ground a foot
    is stopped suddenly, which smoothing spreads: the contact is `blur` after its first share of
    speed. The trunk falls fastest `caught` after the contact (22 to 38 ms, and what slow landmarks
    lag); that counts where it is within `apart` of what the foot tells. From front and rear the
    foot tells less: any fall counts within `apart_frontal` of a step, which has but one.
    In a stride longer than `flying` nobody flies much: the fall is weak, counts within
    `apart_slow` and by half.
    """

    down: float = 0.25
    blur: float = 0.02
    up: float = 0.6
    shortest: float = 0.1
    longest: float = 1.5
    reach: float = 0.12
    turn: float = 0.1
    latest: float = 0.1
    rise: float = 0.07
    longest_wait: float = 0.26
    longest_stride: float = 1.2
    swing_share: float = 0.33
    caught: float = 0.037
    apart: float = 0.06
    apart_frontal: float = 0.45
    apart_slow: float = 0.09
    flying: float = 0.85
    walking: float = 1.5


@dataclass(frozen=True, slots=True)
class Stance:
    """One foot on the ground from `contact` to `toe_off` (NaN from front and rear)."""

    side: Side
    contact: float
    toe_off: float


LOST_S = 0.15
"""A foot unseen for longer starts afresh."""

FALLS_S, PATH_S = 2.0, 4.0
"""So long the trunk's fall and a foot's path are remembered; no step of running lasts longer."""

FLAT = 0.02
"""Leg lengths: a foot this near to its furthest has turned, however long it then lingers."""


class SideSteps:
    """Stances of one leg from the side, each given when the foot clearly swings forward again.

    The foot's path ahead of the hips is followed from turn to turn; a turn is one only after
    `turn` leg lengths the other way, so that a glitch where the legs cross is none.
    """

    def __init__(self, side: Side, rule: StepRule | None = None) -> None:
        self._side, self._rule = side, rule or StepRule()
        self._path = TimeWindow[Sample](PATH_S)
        self._backward = self._swung = False

    def update(self, moment: Kinematics) -> Stance | None:
        """Takes one smoothed moment; gives the stance that has just ended."""
        ahead = moment.get("foot_ahead", self._side)
        speed = moment.get("foot_speed", self._side)
        if ahead != ahead or speed != speed:
            return None
        if self._path and moment.t - self._path.last[0] > LOST_S:
            self.reset()
        self._path.append(moment.t, (moment.t, ahead, speed, moment.get("trunk_rise")))
        sign, path = -1 if self._backward else 1, self._path.values()
        furthest = max(sign * sample[1] for sample in path)
        if furthest - sign * ahead < self._rule.turn:
            return None
        turn = next(k for k, sample in enumerate(path) if sign * sample[1] > furthest - FLAT)
        done = path[: turn + 2]
        self._path.keep_from(path[turn][0])
        self._backward = not self._backward
        if self._backward:
            # A foot that only starts to go backward stood there: it was not set down.
            self._swung = np.ptp([ahead for _, ahead, *_ in done[: turn + 1]]) >= self._rule.turn
            return None
        return self._stance(done) if self._swung else None

    def finish(self) -> Stance | None:
        """The stance that the frames' end cut short, its toe-off NaN."""
        stance = self._stance(self._path.values()) if self._backward and self._swung else None
        return replace(stance, toe_off=nan) if stance else None

    def reset(self) -> None:
        """Forgets the step under way."""
        self._path.clear()
        self._backward = self._swung = False

    def _stance(self, backward: list[Sample]) -> Stance | None:
        t, ahead, speed, rise = np.array(backward).T
        rule = self._rule
        if not rule.shortest <= t[-1] - t[0] <= rule.longest or np.ptp(ahead) < rule.reach:
            return None
        middle = (t >= t[0] + 0.3 * (t[-1] - t[0])) & (t <= t[0] + 0.7 * (t[-1] - t[0]))
        if not middle.any():
            return None
        ground = float(np.median(speed[middle]))
        contact = min(_first_below(t, speed, rule.down * ground), float(t[0]) + rule.latest)
        toe_off = -_first_below(-t[::-1], speed[::-1], rule.up * ground)
        if ground < -rule.walking:
            landed = contact + rule.blur
            contact = (landed + _caught(landed, t, rise, rule.caught, rule.apart)) / 2
        return Stance(self._side, contact, toe_off) if toe_off > contact else None


def _first_below(t: Points, speed: Points, level: float) -> float:
    """When the speed (n,) at times t (n,) first sinks to the level, between samples; NaN if it
    never does."""
    below = np.flatnonzero(speed <= level)
    if not len(below):
        return nan
    k = int(below[0])
    if k == 0:
        return float(t[0])
    share = (speed[k - 1] - level) / (speed[k - 1] - speed[k])
    return float(t[k - 1] + share * (t[k] - t[k - 1]))


def _caught(landed: float, t: Points, rise: Points, caught: float, apart: float) -> float:
    """The contact that the trunk's fall tells within `apart` of `landed`, from its `rise` (n,) at
    times t (n,), NaN where unknown. `landed` where the fall tells none."""
    inner = rise[1:-1]
    falls = 1 + np.flatnonzero((inner < rise[:-2]) & (inner <= rise[2:]))
    falls = falls[np.abs(t[falls] - caught - landed) <= apart]
    if not len(falls):
        return landed
    k = int(falls[np.argmin(rise[falls])])
    around = slice(k - 1, k + 2)
    bend, slope, _ = np.polyfit(t[around] - t[k], rise[around], 2)
    fastest = t[k] - slope / (2 * bend) if bend > 0 else t[k]
    return float(fastest - caught)


@dataclass(frozen=True, slots=True)
class Expected:
    """A contact as the ankle tells it; a fall within `apart` moves it by `trust` of the way."""

    t: float
    apart: float
    trust: float


class FrontalSteps:
    """Contacts of one leg from front or rear, to about 0.05 s; toe-offs are not seen."""

    def __init__(self, side: Side, rule: StepRule | None = None) -> None:
        self._side, self._rule = side, rule or StepRule()
        self._rises = TimeWindow[float](FALLS_S)
        self._heights = TimeWindow[float](PATH_S)
        self.reset()

    def update(self, moment: Kinematics) -> tuple[Stance, ...]:
        """Takes one smoothed moment; gives the contacts of which all is seen by now.

        The first of a run is given only with the second: until then the stride is not known.
        """
        self._rises.append(moment.t, moment.get("trunk_rise"))
        self._follow(moment.t, moment.get("ankle_over_other", self._side))
        return self._contacts_until(moment.t - self._rule.caught)

    def finish(self) -> tuple[Stance, ...]:
        """The contacts before the frames' end that were still to be given."""
        return self._contacts_until(inf) if self._rises else ()

    def reset(self) -> None:
        """Forgets the step under way."""
        self._heights.clear()
        self._rising, self._running = True, False
        self._top: float | None = None
        self._expected: list[Expected] = []

    def _follow(self, t: float, height: float) -> None:
        if height != height:
            return
        self._heights.append(t, height)
        sign = 1 if self._rising else -1
        furthest = max(sign * h for h in self._heights.values())
        if furthest - sign * height < self._rule.rise:
            return
        near = [t for t, h in self._heights if sign * h > furthest - FLAT]
        self._heights.keep_from(t)
        self._rising = not self._rising
        if not self._rising:
            self._expect((near[0] + near[-1]) / 2)

    def _expect(self, top: float) -> None:
        before, self._top = self._top, top
        if before is None or top - before > self._rule.longest_stride:
            self._running = False
            return
        wait = min(self._rule.swing_share * (top - before), self._rule.longest_wait)
        tops = (top,) if self._running else (before, top)
        self._running = True
        flying = top - before <= self._rule.flying
        apart = self._rule.apart_frontal * (top - before) / 2 if flying else self._rule.apart_slow
        self._expected += [Expected(top + wait, apart, 1.0 if flying else 0.5) for top in tops]

    def _contacts_until(self, latest: float) -> tuple[Stance, ...]:
        due = [step for step in self._expected if step.t + step.apart <= latest]
        self._expected = self._expected[len(due) :]
        t, rise = np.array(list(self._rises)).T
        return tuple(Stance(self._side, self._landed(step, t, rise), nan) for step in due)

    def _landed(self, step: Expected, t: Points, rise: Points) -> float:
        fall = _caught(step.t, t, rise, self._rule.caught, step.apart)
        return step.t + step.trust * (fall - step.t)

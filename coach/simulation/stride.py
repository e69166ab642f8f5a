"""A running stride whose contact and toe-off are exactly known.

From contact to toe-off the toes lie on the ground and go back with the belt at one speed, and the
leg's angles follow from where hips and foot are. Between toe-off and contact the hips fly as a
thrown body does; on the ground they are borne by a force that rises and falls like half a sine.
Phases are shares of the leg's cycle: 0 is toe-off. Lengths are leg lengths, angles degrees.
"""

from __future__ import annotations

from math import acos, atan2, cos, degrees, hypot, nan, pi, radians, sin

from coach.simulation.curves import Curve, along

BONE = 0.5
ANKLE_HIGH, TOE_AHEAD = 0.085, 0.21
DUTY = 0.34
CONTACT = 1 - DUTY
TOP = 0.46
"""Where the thigh is highest."""

TOES_DOWN, TOES_UP = 0.45, -0.43
"""How far ahead of the hips the toes are set down and lifted."""

HIPS, WEIGHT = 1.03, 1.44
"""The hips' height at contact; gravity in leg lengths per step squared, as at 165 steps/min."""

ROLL, HEEL_RISE = 0.4, 46.0
"""From that share of the stance on the heel rises, in the end by so many degrees."""

LANDING = 0.6
"""A foot that lands moves at this share of the belt's speed already."""

FOLD, FOLDED_AT = 84.0, 0.33
FOOT: Curve = ((0, -HEEL_RISE), (0.24, -72), (0.48, 8), (0.6, 6), (CONTACT, 0), (1, 0))
"""The foot's swing."""

Angles = tuple[float, float, float]


def fold(lift: float) -> float:
    """How far the knee bends in a swing whose thigh goes up to `lift`."""
    return FOLD + 0.45 * lift


def angles(phase: float, lift: float, knee: float, shank: float = nan) -> Angles:
    """Thigh, knee and foot at a phase in 0..1, of a swing whose thigh goes up to `lift` and whose
    knee bends to `knee`; at contact the shank leans back by `shank` degrees, or as usual."""
    if phase >= CONTACT:
        return _standing(phase, shank)
    off, off_rate = _standing(1.0, shank), _rates(1.0, -1, shank)
    down, down_rate = _standing(CONTACT, shank), _rates(CONTACT, +1, shank)
    return (
        _through(phase, TOP, (off[0], lift, down[0]), off_rate[0], LANDING * down_rate[0]),
        _through(phase, FOLDED_AT, (off[1], knee, down[1]), off_rate[1], LANDING * down_rate[1]),
        along(FOOT, phase),
    )


def _landing(shank: float) -> tuple[float, float]:
    """How far ahead the toes are set down, and how much lower the hips are, where the shank then
    leans back by so many degrees (NaN: as usual) and the knee is as bent as usual."""
    if shank != shank:
        return TOES_DOWN, 0.0
    ahead, below = TOES_DOWN - TOE_AHEAD, HIPS - ANKLE_HIGH
    long = hypot(ahead, below)
    way = radians(shank) + acos(long / (2 * BONE))
    return TOE_AHEAD + long * sin(way), below - long * cos(way)


def hips(phase: float, shank: float = nan) -> float:
    """The hips' height over the ground at a phase of either leg's cycle."""
    return _usual_hips(phase) - _landing(shank)[1]


def _usual_hips(phase: float) -> float:
    step, down = 2 * (phase - CONTACT) % 1.0, 2 * DUTY
    if step > down:
        flown = step - down
        return HIPS + WEIGHT * flown * (1 - down - flown) / 2
    bend = WEIGHT * down / (2 * pi) * sin(pi * step / down)
    return HIPS - bend + WEIGHT * step * (down - step) / 2


def _standing(phase: float, shank: float) -> Angles:
    """The leg that reaches from the hips to the foot on the ground."""
    share = (phase - CONTACT) / DUTY
    rising = max(0.0, (share - ROLL) / (1 - ROLL))
    foot = -HEEL_RISE * rising * rising**0.6
    begin, _ = _landing(shank)
    toes = begin + share * (TOES_UP - begin)
    tip = radians(foot)
    ahead = toes - TOE_AHEAD * cos(tip) - ANKLE_HIGH * sin(tip)
    below = hips(phase, shank) + TOE_AHEAD * sin(tip) - ANKLE_HIGH * cos(tip)
    half = degrees(acos(hypot(ahead, below) / (2 * BONE)))
    return degrees(atan2(ahead, below)) + half, 2 * half, foot


def _rates(phase: float, sign: int, shank: float, step: float = 1e-4) -> Angles:
    """Degrees per cycle at one end of the stance, from inside."""
    here, there = (_standing(p, shank) for p in (phase, phase + sign * step))
    thigh, knee, foot = (sign * (b - a) / step for a, b in zip(here, there, strict=True))
    return thigh, knee, foot


def _through(
    phase: float, turn: float, values: Angles, first_rate: float, last_rate: float
) -> float:
    """A swing's curve from toe-off through its extreme at `turn` to the contact."""
    if phase < turn:
        return _hermite(phase / turn, values[0], values[1], first_rate * turn, 0.0)
    rest = CONTACT - turn
    return _hermite((phase - turn) / rest, values[1], values[2], 0.0, last_rate * rest)


def _hermite(x: float, first: float, last: float, first_slope: float, last_slope: float) -> float:
    return (
        first
        + (last - first) * x * x * (3 - 2 * x)
        + first_slope * x * (1 - x) * (1 - x)
        - last_slope * x * x * (1 - x)
    )

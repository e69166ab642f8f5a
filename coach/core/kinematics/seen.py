"""How the athlete was seen over a set."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan


@dataclass(frozen=True, slots=True)
class Seen:
    """How the athlete was seen, which tells whether two sets can be compared.

    Lengths are pixels: `hip_height` is over the `ground`, itself a y in the picture, and `share`
    is the body's height in that of the picture. `roll` is the camera's, `left_thigh` and
    `right_thigh` what is taken off those angles, `noise` the spread of the near thigh's angle in
    quiet standing, all in degrees. `facing` is +1 to the picture's right. NaN where not known.
    """

    facing: float = nan
    share: float = nan
    leg: float = nan
    thigh: float = nan
    shank: float = nan
    ground: float = nan
    hip_height: float = nan
    roll: float = nan
    left_thigh: float = nan
    right_thigh: float = nan
    noise: float = nan

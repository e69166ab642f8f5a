"""What stands out in a run: numbers outside what is usual at that speed, by more than their error.

Findings are few: the most important first, one a theme, so that a low, long-grounded stride is
told once and not as thigh, knee and contact time too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, inf, isfinite, isnan, nan

import numpy as np

from coach.core.drills.rules import Band
from coach.core.judging.result import Metric, SetResult
from coach.core.types import (
    Side,
)

ANY = Band()
MOST = 3
FEWEST_STEPS = 7
"""Of each leg: the mean of fewer steps is not steady (C0)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a finding is told, a key of the texts' findings, and the drills that answer it."""

    text: str
    drills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegDifference:
    """A difference between the legs up to `limit` is nothing to speak of."""

    limit: float
    answer: Answer


@dataclass(frozen=True, slots=True)
class UsualRule:
    """What is usual of one metric, in its unit.

    `bands` has one band for each speed of the table, or one for any speed. A number that is
    outside by no more than `dead_band` is nothing to speak of; a side without an answer is never
    told. `priority` 1 is told first; below `slowest_kmh`, where it is known, the rule is silent,
    and so it is where the metric `along_with` is not outside its own band too.
    """

    metric: str
    theme: str
    priority: int
    dead_band: float
    bands: tuple[Band, ...]
    low: Answer | None = None
    high: Answer | None = None
    difference: LegDifference | None = None
    slowest_kmh: float = 0.0
    along_with: str | None = None


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual ranges at rising `speeds` in km/h; where the speed is not known, that it lies
    somewhere in `unknown` is all that is taken for granted."""

    speeds: tuple[float, ...]
    unknown: Band
    rules: tuple[UsualRule, ...]

    def pace(self, speed_kmh: float) -> Band:
        """The speeds whose ranges are used: the nearest that is known, or where none is, a span."""
        if isnan(speed_kmh):
            return self.unknown
        known = min(max(speed_kmh, self.speeds[0]), self.speeds[-1])
        return Band(known, known)


@dataclass(frozen=True, slots=True)
class Finding:
    """A metric whose mean is outside its `usual` band by `excess` times its error or dead-band,
    always > 1; `pace` holds the speeds in km/h that the band is of, open where it is of any."""

    metric: str
    side: Side | None
    number: Metric
    usual: Band
    pace: Band
    excess: float
    answer: Answer


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a set says at the speed that was typed (NaN: none was).

    `findings` is None for a drill, of which nothing is usual; `compared` is how many metrics had
    steps enough to be compared, `pace` the speeds they were compared at.
    """

    speed_kmh: float = nan
    findings: tuple[Finding, ...] | None = None
    compared: int = 0
    pace: Band = ANY


UNASSESSED = Assessment()


def assess(result: SetResult, usual: Usual | None, speed_kmh: float = nan) -> Assessment:
    """The findings with what they rest on; `usual` is None for a drill."""
    if usual is None:
        return Assessment(speed_kmh)
    enough = [rule for rule in usual.rules if any(_numbers(result, rule.metric))]
    found = findings(result, usual, speed_kmh)
    return Assessment(speed_kmh, found, len(enough), usual.pace(speed_kmh))


def findings(result: SetResult, usual: Usual, speed_kmh: float = nan) -> tuple[Finding, ...]:
    """At most three, the most important first and then the farthest outside; one a theme."""
    rules = [rule for rule in usual.rules if not speed_kmh < rule.slowest_kmh]
    outside = {rule.metric: tuple(_outside(result, rule, usual, speed_kmh)) for rule in rules}
    found: list[tuple[UsualRule, Finding]] = []
    for rule in rules:
        sides = {other.side for other in outside.get(rule.along_with or rule.metric, ())}
        mine = [one for one in outside[rule.metric] if one.side in sides]
        found += [(rule, one) for one in (*mine, *_unlike(result, rule)) if one.excess > 1]
    found.sort(key=lambda pair: (pair[0].priority, -pair[1].excess))
    first: dict[str, Finding] = {}
    for rule, finding in found:
        first.setdefault(rule.theme, finding)
    return tuple(first.values())[:MOST]


def usual_band(usual: Usual, metric: str, speed_kmh: float = nan) -> Band | None:
    """What is usual of a metric at this speed; None where that is not known."""
    rules = [rule for rule in usual.rules if rule.metric == metric]
    return _band(rules[0], usual, speed_kmh)[0] if rules else None


def _band(rule: UsualRule, usual: Usual, kmh: float) -> tuple[Band, Band]:
    """The usual band, and the speeds that it is of."""
    if len(rule.bands) == 1:
        return rule.bands[0], ANY
    pace = usual.pace(kmh)
    return _widest(rule.bands, usual.speeds, pace), pace


def _outside(result: SetResult, rule: UsualRule, usual: Usual, kmh: float) -> Iterator[Finding]:
    """Each number outside the band at all, also where it is so by less than its error."""
    band, pace = _band(rule, usual, kmh)
    for side, number in _numbers(result, rule.metric):
        least = max(number.error, rule.dead_band)
        ends = ((rule.low, band.low - number.mean), (rule.high, number.mean - band.high))
        for answer, beyond in ends:
            if answer and beyond > 0:
                excess = beyond / least if least > 0 else inf
                yield Finding(rule.metric, side, number, band, pace, excess, answer)


def _unlike(result: SetResult, rule: UsualRule) -> Iterator[Finding]:
    """The leg that reads lower than the other; from one side the far leg cannot be compared."""
    legs = dict(_numbers(result, rule.metric))
    if rule.difference is None or result.view.near is not None or not legs.keys() >= set(Side):
        return
    low = min(Side, key=lambda side: legs[side].mean)
    mine, other = legs[low], legs[low.other]
    apart, error = other.mean - mine.mean, hypot(mine.error, other.error)
    least = max(error, rule.difference.limit)
    if apart > least:
        number = Metric(apart, nan, min(mine.n, other.n), mine.unit, error)
        band, name = Band(high=rule.difference.limit), f"{rule.metric}_difference"
        yield Finding(name, low, number, band, ANY, apart / least, rule.difference.answer)


def _numbers(result: SetResult, name: str) -> Iterator[tuple[Side | None, Metric]]:
    """Each side's metric of that name, or the body's, where it has steps enough and an error."""
    sides = [result.view.near] if result.view.near else list(Side)
    fewest = min(result.counts[side].all if side in result.counts else 0 for side in sides)
    for side in (*Side, None):
        number = result.metrics.get((name, side))
        if number is None or not (isfinite(number.mean) and isfinite(number.error)):
            continue
        if number.n >= FEWEST_STEPS and (side is not None or fewest >= FEWEST_STEPS):
            yield side, number


def _widest(bands: tuple[Band, ...], speeds: tuple[float, ...], pace: Band) -> Band:
    """The widest of the bands within `pace`; between two speeds lies a band between theirs."""
    at = [pace.low, *(speed for speed in speeds if pace.holds(speed)), pace.high]
    lows = np.interp(at, speeds, [band.low for band in bands])
    highs = np.interp(at, speeds, [band.high for band in bands])
    return Band(float(lows.min()), float(highs.max()))

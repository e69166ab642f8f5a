"""Before and after: what changed between two sets, by how much, and whether that counts.

A change counts beyond three things: what a camera can tell at all (A7), the chance of both means,
and what the camera may read too high or too low. Of that last error two sets of one session share
all, those of two sessions a part, those taken in another way none. It is better or worse where the
drill's target or the reference says which way is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, sqrt

from coach.core.compare.comparability import ConditionDifference, refusal
from coach.core.drills.drill import Drill
from coach.core.drills.rep_values import FEWEST, Trend, trend_of
from coach.core.drills.rules import Band
from coach.core.judging.result import Metric, SetResult
from coach.core.types import Key, Side, View

OWN_SHARE = 0.5
"""Of the error that all of a set's values may have alike, how much another session need not share:
the camera stands a little elsewhere, the clothes are others (A7: Damsted 2015, between days; D)."""

EFFECTIVE_N_SHARE = 0.5
"""A step is like the one before: n of them tell as much as so many times n that are not (D; in
running strides follow each other with a correlation of a third, and then it is this)."""


class ChangeVerdict(StrEnum):
    """What a change comes to."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"
    SAME = "same"
    TOO_FEW = "too_few"


REAL = (ChangeVerdict.BETTER, ChangeVerdict.WORSE, ChangeVerdict.CHANGED)
"""What a change that counts may be."""


@dataclass(frozen=True, slots=True)
class Change:
    """One metric before and after; `least` is the smallest change that would count, in its unit."""

    metric: str
    side: Side | None
    before: Metric
    after: Metric
    least: float
    verdict: ChangeVerdict

    @property
    def by(self) -> float:
        return self.after.mean - self.before.mean


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A metric that is not compared: the `why` is a difference's key, that only one of the sets has
    it, "only_before" or "only_after", or that the camera was set up anew, "moved"."""

    metric: str
    side: Side | None
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes between two sets by their labels, with what differs between how they were taken,
    and what is not compared; `why` is a key of the texts' states that says why nothing is."""

    before: str
    after: str
    drill: Drill
    view: View
    changes: tuple[Change, ...] = ()
    why: str | None = None
    differences: tuple[ConditionDifference, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def compared(
    names: tuple[str, str],
    before: SetResult,
    after: SetResult,
    drill: Drill,
    differences: tuple[ConditionDifference, ...],
    *,
    apart: bool = False,
) -> Comparison:
    """Two sets in all: `drill` has the target of the later one, `apart` says that they are of two
    sessions."""
    no = refusal(differences)
    return Comparison(
        *names,
        drill,
        after.view,
        () if no else compare(before, after, drill, differences, apart=apart),
        "not_alike" if no else None,
        differences,
        () if no else left_out(before, after, differences, apart=apart),
    )


def compare(
    before: SetResult,
    after: SetResult,
    drill: Drill,
    differences: Sequence[ConditionDifference] = (),
    *,
    apart: bool = False,
) -> tuple[Change, ...]:
    """Every metric that both sets measured and that no difference rules out."""
    return tuple(_changes(before, after, drill, differences, apart))


def left_out(
    before: SetResult,
    after: SetResult,
    differences: Sequence[ConditionDifference],
    *,
    apart: bool = False,
) -> tuple[LeftOut, ...]:
    """Every metric of either set that could be compared, and is not."""
    found = []
    for key in sorted({*before.metrics, *after.metrics}, key=str):
        why = _out(key, differences, apart)
        if key not in before.metrics or key not in after.metrics:
            why = why or ("only_before" if key in before.metrics else "only_after")
        if why and trend_of(key[0]):
            found.append(LeftOut(*key, why))
    return tuple(found)


def _out(key: Key, differences: Sequence[ConditionDifference], apart: bool) -> str | None:
    """What rules the metric out, if anything."""
    trend = trend_of(key[0])
    moved = apart and trend is not None and trend.held
    return next((d.key for d in differences if d.rules_out(key)), "moved" if moved else None)


def _changes(
    before: SetResult,
    after: SetResult,
    drill: Drill,
    differences: Sequence[ConditionDifference],
    apart: bool,
) -> Iterator[Change]:
    one, other = before.metrics, after.metrics
    lopsided = min(_of_the_rarer_leg(before), _of_the_rarer_leg(after)) < FEWEST
    for key in (key for key in one if key in other):
        trend = trend_of(key[0])
        if trend is None or _out(key, differences, apart):
            continue
        wider = any(d.widens(key) for d in differences)
        own = 1.0 if wider else OWN_SHARE if apart else 0.0
        metrics = one[key], other[key]
        least = least_change(*metrics, trend.least, own)
        few = min(metric.n for metric in metrics) < trend.fewest * (1 if key[1] else 2)
        few = few or (lopsided and key[1] is None)
        verdict = ChangeVerdict.TOO_FEW if few else _verdict(key[0], *metrics, least, drill, trend)
        yield Change(*key, *metrics, least, verdict)


def _of_the_rarer_leg(result: SetResult) -> float:
    """How many reps the leg has that has fewer: what is of both needs both."""
    return min((count.all for count in result.counts.values()), default=inf)


def least_change(before: Metric, after: Metric, least: float, own: float) -> float:
    """The smallest change that counts where the two do not share `own`, 0 to 1, of their error;
    none does where that is not known."""
    alike = [own * _bias(metric) for metric in (before, after) if own]
    needed = sqrt(sum(part**2 for part in (_chance(before), _chance(after), *alike)))
    return max(least, needed) if needed == needed else inf


def _chance(metric: Metric) -> float:
    """What the mean may be off by chance, 95 %; the second term is what few values add."""
    worth = EFFECTIVE_N_SHARE * metric.n
    if worth <= 1:
        return inf
    return (1.96 + 2.9 / (worth - 1)) * metric.sd / sqrt(worth)


def _bias(metric: Metric) -> float:
    """What all of its values may be off alike: its error without that of chance."""
    return sqrt(max(metric.error**2 - (1.96 * metric.sd) ** 2 / metric.n, 0.0))


def _verdict(
    name: str, before: Metric, after: Metric, least: float, drill: Drill, trend: Trend
) -> ChangeVerdict:
    if not abs(after.mean - before.mean) >= least:
        return ChangeVerdict.SAME
    nearer = _nearer(name, before.mean, after.mean, drill, trend)
    if not nearer:
        return ChangeVerdict.CHANGED
    return ChangeVerdict.BETTER if nearer > 0 else ChangeVerdict.WORSE


def _nearer(name: str, before: float, after: float, drill: Drill, trend: Trend) -> float:
    """Above 0 where it is closer to where it is meant to be, 0 where that is not known: in the
    athlete's limit first, then in the drill's target and out of its faults; in running, which has
    no target to reach, as the reference says."""
    runs = drill.traits.by_steps
    limits = [limit.band for limit in drill.limits if limit.value == name]
    aims = [rule.enter for rule in drill.faults if rule.value == name]
    if not runs:
        aims += [drill.target] * (name == drill.graded) + [drill.cadence] * (name == "cadence")
    for bands in (limits, aims):
        nearer = _farthest(before, bands) - _farthest(after, bands)
        if nearer:
            return nearer
    return (after - before) * trend.meant if runs else 0.0


def _farthest(value: float, bands: Sequence[Band]) -> float:
    """How far it is outside the band that it is farthest from."""
    return max((_off(value, band) for band in bands), default=0.0)


def _off(value: float, band: Band) -> float:
    """How far it is outside the band."""
    return max(band.low - value, value - band.high, 0.0)

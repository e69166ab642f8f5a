"""All metrics there are, and those of one frame, each worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from coach.core.kinematics import metrics, one_leg_metrics
from coach.core.kinematics.figure import PoseSample
from coach.core.kinematics.metric import BodyMetric, LegMetric
from coach.core.types import Key, Side

METRICS: Mapping[str, LegMetric | BodyMetric] = MappingProxyType(
    {
        name: metric
        for module in (metrics, one_leg_metrics)
        for name, metric in vars(module).items()
        if isinstance(metric, LegMetric | BodyMetric)
    }
)


class Measured(Mapping[Key, float]):
    """What is valid in the sample's view, of the legs that may be judged, by (metric, side).

    A drill, the record and the screen ask for few of some forty metrics in a frame: what nobody
    asks for costs nothing.
    """

    __slots__ = ("_known", "_legs", "_sample")

    def __init__(self, sample: PoseSample, legs: frozenset[Side]) -> None:
        self._sample, self._legs = sample, legs
        self._known: dict[Key, float] = {}

    def __getitem__(self, key: Key) -> float:
        if key not in self._known:
            self._known[key] = self._measure(key)
        return self._known[key]

    def __iter__(self) -> Iterator[Key]:
        for name, metric in METRICS.items():
            if self._sample.view in metric.views:
                yield from ((name, side) for side in self._sides(metric))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        return key in self._known or key in tuple(self)

    def __repr__(self) -> str:
        return repr(dict(self))

    def _sides(self, metric: LegMetric | BodyMetric) -> tuple[Side | None, ...]:
        if not self._legs:
            return ()
        return (None,) if metric.of_body else tuple(self._legs)

    def _measure(self, key: Key) -> float:
        """KeyError for what there is not, is not valid in this view, or of a leg not judged."""
        name, side = key
        metric = METRICS[name]
        if self._sample.view not in metric.views or side not in self._sides(metric):
            raise KeyError(key)
        if isinstance(metric, BodyMetric):
            return metric(self._sample)
        assert side is not None
        return metric(self._sample, side)

"""What is measured of the app's accuracy on one clip. Errors are found less true.

`leg` is "near" or "far" as the camera sees it, "both" where neither is nearer (then each side has
an entry of its own), or "body". Unknown is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan


@dataclass(frozen=True, slots=True)
class Spread:
    """Errors over a clip's frames, in degrees: `scatter` is the mean distance from the clip's own
    median error, `bias` the mean, `p95` of the absolute error; `share` of the frames is known."""

    scatter: float
    bias: float
    p95: float
    share: float


@dataclass(frozen=True, slots=True)
class Angle:
    """One angle frame by frame, `raw` from the pose model's landmarks as they came."""

    metric: str
    leg: str
    ours: Spread
    raw: Spread


@dataclass(frozen=True, slots=True)
class Events:
    """Those of one leg: how many were `there`, `found`, `extra`, found on the `wrong_leg`; `ms` is
    by how much each found one is late. `kind` is "knee_peak", "contact" or "toe_off"."""

    kind: str
    leg: str
    there: int
    found: int
    extra: int
    wrong_leg: int
    ms: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A number of the reps: mean and sd of its error over the clip's `n` known ones. `calibrated`
    is False where it would be surer after quiet standing, and none was seen."""

    name: str
    leg: str
    mean: float
    sd: float
    n: int
    calibrated: bool = True


@dataclass(frozen=True, slots=True)
class MetricError:
    """A metric of the summary: by how much its mean was `off`, with the sd and n that it told."""

    name: str
    side: str
    off: float
    sd: float
    n: int
    calibrated: bool = True


@dataclass(frozen=True, slots=True)
class Clip:
    """All of one clip.

    `raw_peaks` is the thigh's peak from raw landmarks, `cadence` in steps/min, `decided_ms` how
    long after its true peak each rep was decided, `sounded_ms` how long after it its tone began.
    """

    name: str
    drill: str
    view: str
    angles: tuple[Angle, ...] = ()
    events: tuple[Events, ...] = ()
    values: tuple[Value, ...] = ()
    raw_peaks: tuple[Value, ...] = ()
    shown: tuple[MetricError, ...] = ()
    cadence: float = nan
    decided_ms: tuple[float, ...] = ()
    sounded_ms: tuple[float, ...] = ()

    @property
    def kind(self) -> str:
        """The drill's kind, "lift" or "run"."""
        return "run" if self.drill == "run" else "lift"

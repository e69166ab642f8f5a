"""Which pose model this computer can run for a camera: measured once, and remembered."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from coach.core.types import Frame, Pose
from coach.ports import PoseEstimator
from coach.poses.model_file import model_path

AUTO = "auto"
"""For whichever is best."""

BEST_FIRST = ("heavy", "full", "lite")

ROOM = 1.5
"""A model must find so many times the pictures that the camera gives: a picture may take longer
than others, and the rest of the line takes its share."""

Rate = Callable[[str], float]
"""How many pictures a second the model of this name finds here."""


def choose(here: Sequence[str], fps: float, rate: Rate) -> str:
    """The best of the models that are here which keeps up with a camera of `fps`; the quickest
    where none does. Of none more is asked than is needed for that."""
    ranked = [name for name in BEST_FIRST if name in here]
    return next((name for name in ranked[:-1] if rate(name) >= ROOM * fps), ranked[-1])


@dataclass(frozen=True, slots=True)
class RememberedRates:
    """Rates by the models' names, kept in `file` as long as the computer is the same; one that is
    not known is measured. A file that cannot be read or written is as good as none."""

    file: Path
    measure: Callable[[Path], float]
    computer: str

    def __call__(self, name: str) -> float:
        known = self._known().get(name)
        if known is None:
            known = self.measure(model_path(name))
            self.learn(name, known)
        return known

    def learn(self, name: str, fps: float) -> None:
        rates = {**self._known(), name: fps}
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(json.dumps({"computer": self.computer, "rates": rates}))

    def _known(self) -> Mapping[str, float]:
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            table = json.loads(self.file.read_text())
            if table["computer"] == self.computer:
                return {name: float(fps) for name, fps in table["rates"].items()}
        return {}


class AutoPose:
    """A PoseEstimator with the model that `choose` names when it is entered, the camera being open
    then."""

    def __init__(
        self, choose: Callable[[], str], estimator: Callable[[Path], PoseEstimator]
    ) -> None:
        self._choose = choose
        self._estimator = estimator
        self._open = ExitStack()
        self._entered: PoseEstimator | None = None
        self.model = ""

    def __enter__(self) -> Self:
        self.model = self._choose()
        with ExitStack() as stack:
            self._entered = stack.enter_context(self._estimator(model_path(self.model)))
            self._open = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._entered = None
        self._open.close()

    def poses(self, frames: Iterable[Frame]) -> Iterator[tuple[Frame, Pose | None]]:
        if self._entered is None:
            raise ValueError("not entered")
        return self._entered.poses(frames)


def this_computer() -> str:
    """What must stay the same for a rate to hold."""
    return f"{platform.node()} {platform.machine()} {os.cpu_count()}"

"""A plan is data: drills in sets with rests, from where they are seen, and what is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.core.drills.drill import Drill, Feedback
from coach.core.drills.pain import USUAL, PainRule
from coach.core.types import (
    View,
)

SIDE = frozenset({View.LEFT, View.RIGHT})
SQUARE = frozenset({View.FRONT, View.REAR})


class WantedView(StrEnum):
    """From where a step is to be seen."""

    SIDE = "side"
    SQUARE = "square"
    LEFT = "left"
    RIGHT = "right"
    FRONT = "front"
    REAR = "rear"

    @property
    def views(self) -> frozenset[View]:
        """The views that will do."""
        either = {WantedView.SIDE: SIDE, WantedView.SQUARE: SQUARE}
        return either.get(self) or frozenset({View(self.value)})


@dataclass(frozen=True, slots=True)
class Metronome:
    """The beat of a step: `spm` steps a minute, or the athlete's own cadence times `share`."""

    spm: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One drill in a plan, `sets` times, each followed by `rest_s` seconds of rest.

    `feedback` is that of each set in turn, the last one's also of those beyond. With `teach` the
    drill is explained before the first set. Another step may be compared with the one of this
    `label`; `compare_with` names an earlier one's.
    """

    drill: Drill
    seconds: float
    reps_per_side: int | None = None
    sets: int = 1
    rest_s: float = 0.0
    view: WantedView | None = None
    feedback: tuple[Feedback, ...] = (Feedback.FULL,)
    teach: bool = False
    label: str | None = None
    metronome: Metronome | None = None
    compare_with: str | None = None

    def feedback_of(self, number: int) -> Feedback:
        """The feedback of a set, from 0."""
        return self.feedback[min(number, len(self.feedback) - 1)]

    @property
    def views(self) -> frozenset[View]:
        """The views that this step can be done in."""
        return self.drill.views & self.view.views if self.view else self.drill.views

    @property
    def landings(self) -> float:
        """How often a foot lands in all its sets, about; 0 where none leaves the ground, and of a
        run."""
        each = self.drill.traits.landings(self.drill, self.seconds, self.reps_per_side)
        return self.sets * each


@dataclass(frozen=True, slots=True)
class SetPlace:
    """One set in its place: of which step, and which of its sets, both from 0."""

    step: int
    set: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A sequence of sets and rests; `pain` is what pain means in it."""

    name: str
    title: str
    about: str
    steps: tuple[Step, ...]
    pain: PainRule = USUAL

    @property
    def places(self) -> tuple[SetPlace, ...]:
        """Every set, in order."""
        return tuple(SetPlace(n, k) for n, step in enumerate(self.steps) for k in range(step.sets))

    @property
    def leads(self) -> bool:
        """Whether there is more to it than one set as it comes."""
        step = self.steps[0]
        return len(self.places) > 1 or step.view is not None or step.teach

    @property
    def seconds(self) -> float:
        """Work and rest together, without what it takes to get in place."""
        return self.seconds_of(self.places)

    def seconds_of(self, places: Sequence[SetPlace]) -> float:
        """Work and rest of these sets."""
        steps = [self.steps[place.step] for place in places]
        return sum(step.seconds + step.rest_s for step in steps)


def single(drill: Drill, seconds: float, reps_per_side: int | None = None) -> Plan:
    """One set of one drill."""
    step = Step(drill, seconds, reps_per_side, feedback=(drill.feedback,))
    return Plan(drill.name, drill.title, drill.about, (step,))

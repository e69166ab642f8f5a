"""What a plan file may hold, and how it becomes a Plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Annotated, Literal

from coach.core.drills.drill import Drill, Feedback
from coach.core.drills.plan import Metronome, Plan, Step, WantedView
from coach.core.fields import Checked, Known, Within, Words
from coach.spelling import did_you_mean

MOST_LANDINGS = 200
"""In one plan, both feet together (B1.4, J: 100-150, and up to 3 x 20 s at 200 steps a minute)."""

Share = Annotated[float, Within(ge=0.8, le=1.1)]


def _is_label(text: str) -> str:
    if not text.isidentifier():
        raise ValueError("must be one word of letters, digits and _")
    return text


Label = Annotated[str, Within(max_length=40), Checked(_is_label)]


@dataclass(frozen=True, slots=True)
class StepTable:
    """[[steps]]; see Step. What is left out is the drill's own."""

    drill: Annotated[str, Known("drills")]
    seconds: Annotated[float, Within(ge=3, le=3600)] | None = None
    reps_per_side: Annotated[int, Within(ge=1, le=1000)] | None = None
    sets: Annotated[int, Within(ge=1, le=10)] = 1
    rest_s: Annotated[float, Within(ge=0, le=600)] = 30.0
    view: WantedView | None = None
    feedback: Feedback | Annotated[tuple[Feedback, ...], Within(min_length=1)] | None = None
    teach: bool = False
    label: Label | None = None
    compare_with: Label | None = None
    metronome_spm: Annotated[float, Within(ge=40, le=240)] | None = None
    metronome_share: Share | None = None

    def __post_init__(self) -> None:
        if self.metronome_spm is not None and self.metronome_share is not None:
            raise ValueError("give metronome_spm or metronome_share, not both")
        if self.compare_with is not None and self.label is None:
            raise ValueError("compare_with needs a label of its own too")

    def step(self, drill: Drill) -> Step:
        feedback = self.feedback or drill.feedback
        each = (feedback,) if isinstance(feedback, Feedback) else feedback
        reps = drill.reps_per_side if self.seconds is None else None
        beat = Metronome(self.metronome_spm, self.metronome_share)
        return Step(
            drill=drill,
            seconds=drill.seconds if self.seconds is None else self.seconds,
            reps_per_side=self.reps_per_side or reps,
            sets=self.sets,
            rest_s=self.rest_s,
            view=self.view,
            feedback=each,
            teach=self.teach,
            label=self.label,
            metronome=None if beat == Metronome() else beat,
            compare_with=self.compare_with,
        )


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A whole plan file; see Plan."""

    schema: Literal[1]
    title: Words
    about: Words
    steps: Annotated[list[StepTable], Within(min_length=1, max_length=60)]

    def plan(self, name: str, drills: Mapping[str, Drill]) -> Plan:
        steps = tuple(table.step(drills[table.drill]) for table in self.steps)
        return Plan(name, self.title, self.about, steps)


def problems_of(plan: Plan) -> Iterator[str]:
    """What is wrong with a plan as a whole, each with the key that it is about."""
    known: dict[str, Step] = {}
    for n, step in enumerate(plan.steps):
        yield from (f"steps[{n}].{problem}" for problem in _problems_of_step(step, known))
        if step.label:
            known[step.label] = step
    landings = sum(step.landings for step in plan.steps)
    if landings > MOST_LANDINGS:
        yield (
            f"steps: about {landings:.0f} landings in all, more than {MOST_LANDINGS}: "
            "fewer or shorter sets of the drills with a flight"
        )


def _problems_of_step(step: Step, known: Mapping[str, Step]) -> Iterator[str]:
    if not step.views:
        seen = ", ".join(sorted(step.drill.views))
        yield f"view: {step.drill.name} cannot be seen from '{step.view}', only from: {seen}"
    if step.label in known:
        yield f"label: there is already a step '{step.label}'"
    if step.metronome and not _fits(step.metronome.spm, step.drill):
        band = step.drill.cadence
        yield f"metronome_spm: {step.drill.name} is done at {band.low:g}-{band.high:g} a minute"
    if step.compare_with is None:
        return
    before = known.get(step.compare_with)
    if before is None:
        hint = did_you_mean(step.compare_with, known)
        yield f"compare_with: no earlier step '{step.compare_with}'{hint}"
    elif (before.drill, before.view) != (step.drill, step.view):
        yield f"compare_with: '{step.compare_with}' is another drill, or seen from elsewhere"


def _fits(spm: float | None, drill: Drill) -> bool:
    return spm is None or drill.cadence.high == inf or drill.cadence.holds(spm)

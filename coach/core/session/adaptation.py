"""What a session has learnt of the athlete today: where it hurts, the own cadence, the own line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import isnan, nan

from coach.core.coaching.coach import LOWER_LINE
from coach.core.drills.drill import Drill
from coach.core.drills.pain import Advice, PainMark, advise
from coach.core.drills.plan import SIDE, Plan, Step
from coach.core.drills.targets import easier, metronome_for, next_target, retargeted
from coach.core.session.set_engine import SetEngine

RAISE_LINE, MATCH_BEAT = "raise_line", "match_beat"
Aim = tuple[str, str | None]


def aim_of(drill: Drill) -> Aim:
    """What a drill practises: drills of one aim get easier together."""
    return drill.kind, drill.graded


class Adaptation:
    """Takes every set that is over and every answer; tells how a step is done today, and whether.

    `marks` are those of the session that this one goes on after; a `locked` target stands.
    """

    def __init__(self, plan: Plan, marks: Sequence[PainMark] = (), *, locked: bool = True) -> None:
        self._steps = [plan.steps[place.step] for place in plan.places]
        self._planned = {step.drill.name: step.drill.target for step in plan.steps}
        self._marks, self._locked, self._pain = list(marks), locked, plan.pain
        self._peaks: dict[str, list[tuple[float, ...]]] = defaultdict(list)
        self._cadence: dict[str, float] = {}
        self._asked: dict[str, int] = defaultdict(int)
        self._eased: dict[Aim, int] = defaultdict(int)

    @property
    def marks(self) -> tuple[PainMark, ...]:
        return tuple(self._marks)

    def over(self, step: Step, engine: SetEngine, metronome_spm: float) -> None:
        """A set of the step was done, to the metronome or, where that is NaN, at the athlete's own
        cadence."""
        result = engine.result()
        if isnan(metronome_spm) and result.cadence > 0:
            self._cadence[step.drill.name] = result.cadence
        self._eased[aim_of(step.drill)] += step.drill.traits.line and engine.failing
        if result.view in SIDE:
            self._peaks[step.drill.name].append(engine.peaks)
        self._marks += [PainMark(t, step.drill.name) for t in result.pains]

    def step(self, step: Step) -> Step:
        """The step with the target that the athlete has today."""
        drill = self._own(step)
        if self._advice(drill.name) is Advice.EASIER:
            drill = easier(drill) or drill
        return replace(step, drill=drill)

    def _own(self, step: Step) -> Drill:
        """The step's drill with the target that is the athlete's own, where nothing hurts: where
        their knees get to, or a step easier for each set of this aim that was too hard."""
        drill, own = step.drill, self._line(step)
        for _ in range(0 if self._locked else self._eased[aim_of(drill)]):
            drill = easier(drill) or drill
        return drill if own == step.drill or drill.target.low < own.target.low else own

    def _line(self, step: Step) -> Drill:
        drill = step.drill
        if self._locked or not (step.view is None or step.views <= SIDE):
            return drill
        target = next_target(drill, self._peaks[drill.name])
        return drill if target == drill.target else retargeted(drill, target)

    def news(self, before: Step, metronome_spm: float, step: Step) -> tuple[str, ...]:
        """The cues that tell what is new in a step after the one before, which was done to
        `metronome_spm`: another target than in the set before, or than the plan has; a beat."""
        news: tuple[str, ...] = ()
        now = step.drill
        again = before.drill.name == now.name
        was = before.drill.target if again else self._planned.get(now.name, now.target)
        if now.traits.line and was != now.target:
            news += (RAISE_LINE if now.target.low > was.low else LOWER_LINE,)
        if isnan(metronome_spm) and self.metronome_spm(step) > 0:
            news += (MATCH_BEAT,)
        return news

    def next(self, turn: int) -> int:
        """The first set from there on that may be done; past the last where none may."""
        turns = range(turn, len(self._steps))
        return next((n for n in turns if self._allows(self._steps[n])), len(self._steps))

    def _allows(self, step: Step) -> bool:
        """May the step be done, after all that was told of pain?"""
        worst = max((self._advice(mark.drill) for mark in self._marks), default=Advice.GO_ON)
        rested = worst is Advice.STOP_IMPACT and step.drill.impact
        return not rested and self._advice(step.drill.name) < Advice.STOP_DRILL

    def metronome_spm(self, step: Step) -> float:
        """In steps a minute; NaN for none, as where the own cadence is not known yet."""
        metronome = step.metronome
        if metronome is None:
            return nan
        if metronome.spm is not None:
            return metronome.spm
        own = self._cadence.get(step.drill.name, nan)
        return min(metronome_for(own, (metronome.share or 1.0) - 1.0), step.drill.cadence.high)

    def asks(self, drill: Drill, *, over: bool) -> bool:
        """Is there pain to be asked about: where a block of sets is `over`, and after the first
        landings."""
        lands = drill.impact and not drill.traits.by_steps
        return over or (lands and not self._asked[drill.name])

    def asked(self, drill: Drill) -> None:
        """The question was put."""
        self._asked[drill.name] += 1

    def mark(self, mark: PainMark, turn: int = 0) -> str | None:
        """Takes what was told of pain before the set of the `turn`; gives the cue that says what to
        do, if that is new. What becomes no easier is not said to."""
        before = self._advice(mark.drill)
        self._marks.append(mark)
        advice = self._advice(mark.drill)
        coming = [step for step in self._steps[turn:] if step.drill.name == mark.drill]
        if advice is Advice.EASIER and not any(easier(self._own(step)) for step in coming):
            return None
        marked = mark.answered and mark.level is None
        return advice.cue if advice > before or marked else None

    def _advice(self, drill: str) -> Advice:
        mine = [mark.level for mark in self._marks if mark.drill == drill and mark.answered]
        levels = [level for level in mine if level is not None]
        return advise(levels, marked=None in mine, rule=self._pain)

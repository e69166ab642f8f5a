"""What the screens tell of a session: which drill this is, how far it is, what a set came to."""

from __future__ import annotations

from math import isnan

from coach.core.drills.drill import Drill, Feedback
from coach.core.judging.result import SetResult
from coach.core.session.progress import Progress
from coach.core.session.snapshot import Snapshot
from coach.core.types import Count, Side
from coach.screens.steady import digits
from coach.wording.texts import Texts


def drill_of(snapshot: Snapshot | None, first: Drill) -> Drill:
    """The drill that is practised now; before anything is known, the first one."""
    return snapshot.progress.drill if snapshot and snapshot.progress else first


def header(progress: Progress, texts: Texts) -> str:
    """As in "-- 3/7 A-march, 1/2 --"."""
    title = texts.states.get(progress.drill.name, progress.drill.title)
    part = f", {progress.at_set}/{progress.sets}" if progress.sets > 1 else ""
    return f"-- {progress.at_step}/{progress.steps} {title}{part} --"


def tells_result(progress: Progress | None) -> bool:
    """Of a set alone the summary tells; of a probe nothing is told."""
    if progress is None or progress.steps * progress.sets == 1:
        return False
    return progress.step.feedback_of(progress.at_set - 1) is not Feedback.NONE


def came_to(result: SetResult, texts: Texts) -> str:
    """As in "Left 9/10, Right 10: good reps, 84 steps/min"."""
    legs = ", ".join(_leg(result, side, texts) for side in Side)
    told = f"{legs}: {texts.states['good_reps']}"
    if isnan(result.cadence):
        return told
    return f"{told}, {digits(result.cadence)} {texts.states['steps_per_min']}"


def _leg(result: SetResult, side: Side, texts: Texts) -> str:
    """A leg that is not graded in this view has no good reps, only reps."""
    count = result.counts.get(side, Count())
    good = "" if count.good is None else f"{count.good}/"
    return f"{texts.sides[side]} {good}{count.all}"

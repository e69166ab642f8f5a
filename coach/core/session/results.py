"""What is told of a set once it is over: how many reps reached the target, against last time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan

from coach.core.compare.change import ChangeVerdict, Comparison
from coach.core.drills.drill import Drill
from coach.core.drills.kinds import HOLD_TIME
from coach.core.judging.result import SetResult
from coach.core.types import Cue, CueKind

DRIVE = "thigh_angle_peak"
MOST_SAID = 99
"""The highest number that there is a clip of."""


def told_of(drill: Drill, result: SetResult, before: SetResult | None) -> Iterator[Cue]:
    """The cues, if enough of the set was judged; `before` is the set of the same drill before it.
    Of a run there is nothing to reach, and a stretch was told when it was done."""
    good, high, of = _graded(result)
    silent = drill.traits.by_steps or drill.traits.own_timer or result.unjudged
    if silent or not of or of > MOST_SAID:
        return
    noun = "held" if drill.graded == HOLD_TIME else "reached"
    if high == of and not any(count.unseen for count in result.counts.values()):
        yield _cue(f"all_{noun}", of)
    elif high:
        yield _cue(f"some_{noun}", high, of)
    else:
        yield _cue(f"none_{noun}")
    if good < high:
        yield _cue("some_clean", good) if good > 1 else _cue("one_clean" if good else "none_clean")
    change = high - _graded(before)[1] if before else 0
    if change and high:
        yield _cue("more_than_last" if change > 0 else "fewer_than_last", abs(change))


def what_changed(comparisons: Sequence[Comparison]) -> Cue | None:
    """What changed from the first run to the last, in one sentence; None where nothing was
    compared."""
    changes = [change for one in comparisons for change in one.changes]
    better = [change for change in changes if change.verdict is ChangeVerdict.BETTER]
    drive = [change for change in better if change.metric == DRIVE]
    if not changes:
        return None
    if drive:
        return _cue("drive_higher", round(max(change.by for change in drive)))
    return _cue("some_better" if better else "none_better")


def on_target(result: SetResult) -> tuple[int, int]:
    """The reps that were on target, and all of the legs graded."""
    _, high, of = _graded(result)
    return high, of


def _graded(result: SetResult) -> tuple[int, int, int]:
    """The reps that were on target and clean, those on target, and all seen of the legs graded."""
    counts = [count for count in result.counts.values() if count.good is not None]
    good = [count.good or 0 for count in counts]
    high = [count.high if count.high is not None else count.good or 0 for count in counts]
    return sum(good), sum(high), sum(count.seen for count in counts)


def _cue(key: str, *numbers: int) -> Cue:
    return Cue(nan, key, CueKind.SET, numbers=numbers)

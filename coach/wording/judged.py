"""How much of a set was judged, in words: what must be told before anything else of it."""

from __future__ import annotations

from math import isfinite

from coach.core.judging.result import SetResult
from coach.core.types import Count, Reason
from coach.wording.texts import Texts

SLOW = frozenset({"camera_slow", "computer_slow"})


def unjudged(result: SetResult, texts: Texts) -> str:
    """That nothing was judged, or little, and why; empty where enough was."""
    why = result.unjudged
    if why is None:
        return ""
    some = any(count.seen for count in result.counts.values() if count.good is not None)
    form = texts.summary["little_judged" if some else "not_judged"]
    return form.format(why=_why(why, result, texts))


def _why(why: Reason, result: SetResult, texts: Texts) -> str:
    """A rate that is too low with its number and the one that is needed."""
    if why.key not in SLOW or not (isfinite(result.fps) and isfinite(result.needed_fps)):
        return texts.why(why)
    numbers = {"n": f"{result.fps:.0f}", "needed": f"{result.needed_fps:.0f}"}
    return f"{texts.state(why)}: {texts.summary['pictures'].format(**numbers)}"


def good_of_seen(count: Count) -> str:
    """As in "9/10": the good ones of those that were seen; "-/10" of a leg that is not graded."""
    return f"-/{count.all}" if count.good is None else f"{count.good}/{count.seen}"

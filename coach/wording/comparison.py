"""What changed between two sets, and why it cannot be said where it cannot, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from math import isfinite

from coach.core.compare.change import REAL, Change, ChangeVerdict, Comparison
from coach.core.compare.comparability import ConditionDifference, ConditionValue, Effect
from coach.core.drills.rules import Band
from coach.core.drills.units import unit_of
from coach.core.types import Side
from coach.wording.numbers import name_of
from coach.wording.report_card import ChangeRow, Report
from coach.wording.texts import Texts

SHOWN = (*REAL, ChangeVerdict.SAME)


def comparison_text(comparisons: Sequence[Comparison], texts: Texts) -> list[str]:
    """What changed first, then what did not, one metric a line."""
    return [line for one in comparisons for line in _lines(one, texts)]


def comparison_report(comparisons: Sequence[Comparison], texts: Texts) -> Report | None:
    """What a screen shows of it; None where nothing can be told."""
    real = sorted(
        (change for one in comparisons for change in one.changes if change.verdict in SHOWN),
        key=lambda change: SHOWN.index(change.verdict),
    )
    if not real:
        return None
    rows = tuple(
        ChangeRow(_name(change.metric, change.side, texts), _both(change, texts), change.verdict)
        for change in real
    )
    return Report(texts.states["before_after_title"], changes=rows)


def _both(change: Change, texts: Texts) -> str:
    """As in "54 > 61 degrees"."""
    number = partial(_number, change.before.unit)
    before, after = number(change.before.mean), number(change.after.mean)
    return f"{before} > {after} {texts.units.get(change.before.unit, '')}".rstrip()


def _number(unit: str, value: float, sign: str = "") -> str:
    """In the reader's unit."""
    shown = unit_of(unit)
    return f"{shown.times * value:{sign}.{shown.digits}f}"


def _lines(one: Comparison, texts: Texts) -> Iterator[str]:
    title = texts.title(one.drill.name, one.drill.title)
    seen = texts.states.get(f"from_{one.view}", one.view.value)
    yield f"{title}, {seen}: {texts.states['before_after']}"
    if one.why is not None:
        yield f"  {texts.states[one.why]}"
    yield from (f"  {difference_text(each, texts)}" for each in one.differences)
    real = [change for change in one.changes if change.verdict in REAL]
    for change in sorted(real, key=lambda change: REAL.index(change.verdict)):
        yield f"  {_line(change, texts)}"
    same = [_name(c.metric, c.side, texts) for c in one.changes if c.verdict is ChangeVerdict.SAME]
    same_line = [(texts.states[ChangeVerdict.SAME].capitalize(), same)] if same else []
    for begin, names in (*same_line, *without_verdict(one, texts)):
        yield f"  {begin}: {'; '.join(names)}"


def without_verdict(one: Comparison, texts: Texts) -> Iterator[tuple[str, list[str]]]:
    """Each reason why a metric has no verdict, in words, with the metrics that it holds for."""
    few = [
        _name(c.metric, c.side, texts) for c in one.changes if c.verdict is ChangeVerdict.TOO_FEW
    ]
    out: dict[str, list[str]] = {}
    for left in one.left_out:
        names, name = out.setdefault(_why(left.why, texts), []), _name(left.metric, None, texts)
        if name not in names:
            names.append(name)
    begins = {texts.pages["compare_few"]: few, **out}
    yield from ((begin, names) for begin, names in begins.items() if names)


def _why(key: str, texts: Texts) -> str:
    known = texts.pages.get(f"compare_{key}")
    return known or texts.pages["compare_left"].format(what=what_differs(key, texts))


def _line(change: Change, texts: Texts) -> str:
    number, unit = partial(_number, change.before.unit), texts.units.get(change.before.unit)
    after = number(change.after.mean)
    return texts.summary["change"].format(
        name=_name(change.metric, change.side, texts),
        before=number(change.before.mean),
        after=f"{after} {unit}" if unit else after,
        by=number(change.by, "+"),
        least=number(change.least),
        verdict=texts.states[change.verdict],
    )


def _name(metric: str, side: Side | None, texts: Texts) -> str:
    name = name_of(metric, texts)
    return f"{name}, {texts.sides[side].lower()}" if side else name


_NUMBERS = {
    "distance": (100, 0),
    "tilt": (1, 1),
    "frame_rate": (1, 0),
    "speed": (1, 1),
    "neutral": (1, 1),
    "beat": (1, 0),
    "mirrored": (1, 0),
}
"""Difference -> by what its values are multiplied for a reader, and the digits."""


def difference_text(difference: ConditionDifference, texts: Texts) -> str:
    """As in "Share of the picture: 80 %, then 60 %; angles and lengths need a larger change"."""
    key, words = difference.key, texts.pages
    before, after = (_in_words(key, v, texts) for v in (difference.before, difference.after))
    line = words["compare_differs" if before != after else "compare_differs_not"]
    text = line.format(what=what_differs(key, texts), before=before, after=after)
    so = _so(difference, texts)
    return f"{text}; {so}" if so else text


def what_differs(key: str, texts: Texts) -> str:
    """What this difference is one of."""
    return texts.pages[f"compare_of_{key}"]


def _so(difference: ConditionDifference, texts: Texts) -> str:
    """What follows from it for the comparison."""
    if difference.effect is Effect.TOLD:
        return texts.pages.get(f"compare_so_{difference.key}", "")
    return texts.pages[f"compare_{difference.effect}_{difference.group}"]


def _in_words(key: str, value: ConditionValue, texts: Texts) -> str:
    if isinstance(value, Band):
        return _band(value)
    if key == "model":
        return value if isinstance(value, str) else texts.pages["compare_unknown"]
    if isinstance(value, str):
        return texts.pages.get(f"compare_is_{value}") or texts.states.get(value, value)
    if not isfinite(value):
        return texts.pages["compare_unknown"]
    times, digits = _NUMBERS[key]
    number = f"{times * value + 0.0:.{digits}f}".replace(".", texts.pages["decimal"])
    return texts.pages.get(f"compare_unit_{key}", "{number}").format(number=number)


def _band(band: Band) -> str:
    ends = [f"{end:g}" if isfinite(end) else "" for end in (band.low, band.high)]
    return "\N{EN DASH}".join(ends)

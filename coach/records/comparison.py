"""Before and after: for plan.json, and in lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import Any

from coach.core.compare.change import REAL, Change, Comparison, Verdict
from coach.core.judging.result import Metric
from coach.core.types import Side
from coach.ports import Change as Row
from coach.ports import Report
from coach.records.differences import difference_json, difference_text, what_differs
from coach.texts import Texts

UNITS = {
    "deg": (1, 0),
    "deg/s": (1, 0),
    "s": (1000, 0),
    "steps/min": (1, 0),
    "leg length": (100, 0),
    "hip width": (100, 0),
    "shoulder width": (100, 0),
    "signs": (1, 1),
    "%": (1, 0),
}
"""Unit -> by what it is multiplied for a reader, and the digits."""

SHOWN = (*REAL, Verdict.SAME)


def comparison_json(comparisons: Iterable[Comparison]) -> list[dict[str, Any]]:
    """The comparisons as plan.json holds them."""
    return [
        {
            "before": one.before,
            "after": one.after,
            "drill": one.drill.name,
            "view": one.view.value,
            "why_not": one.why,
            "differences": [difference_json(each) for each in one.differences],
            "changes": [_change(change) for change in one.changes],
            "not_compared": [
                {"metric": left.metric, "side": _side(left.side), "why": left.why}
                for left in one.left_out
            ],
        }
        for one in comparisons
    ]


def comparison_text(comparisons: Sequence[Comparison], texts: Texts) -> list[str]:
    """What changed first, then what did not, one metric a line."""
    return [line for one in comparisons for line in _lines(one, texts)]


def comparison_report(comparisons: Sequence[Comparison], texts: Texts) -> Report | None:
    """What a screen shows of it; None where nothing can be told."""
    told = sorted(
        (change for one in comparisons for change in one.changes if change.verdict in SHOWN),
        key=lambda change: SHOWN.index(change.verdict),
    )
    if not told:
        return None
    rows = tuple(
        Row(_name(change.metric, change.side, texts), _both(change, texts), change.verdict)
        for change in told
    )
    return Report(texts.states["before_after_title"], changes=rows)


def _both(change: Change, texts: Texts) -> str:
    """As in "54 > 61 degrees"."""
    times, digits = UNITS.get(change.before.unit, (1, 2))
    before, after = (f"{times * n.mean:.{digits}f}" for n in (change.before, change.after))
    return f"{before} > {after} {texts.units.get(change.before.unit, '')}".rstrip()


def _lines(one: Comparison, texts: Texts) -> Iterator[str]:
    title = texts.title(one.drill.name, one.drill.title)
    seen = texts.states.get(f"from_{one.view}", one.view.value)
    yield f"{title}, {seen}: {texts.states['before_after']}"
    if one.why is not None:
        yield f"  {texts.states[one.why]}"
    yield from (f"  {difference_text(each, texts)}" for each in one.differences)
    told = [change for change in one.changes if change.verdict in REAL]
    for change in sorted(told, key=lambda change: REAL.index(change.verdict)):
        yield f"  {_line(change, texts)}"
    same = [_name(c.metric, c.side, texts) for c in one.changes if c.verdict is Verdict.SAME]
    untold = [(texts.states[Verdict.SAME].capitalize(), same)] if same else []
    for begin, names in (*untold, *not_told(one, texts)):
        yield f"  {begin}: {'; '.join(names)}"


def not_told(one: Comparison, texts: Texts) -> Iterator[tuple[str, list[str]]]:
    """Each reason why a metric has no verdict, in words, with the metrics that it holds for."""
    few = [_name(c.metric, c.side, texts) for c in one.changes if c.verdict is Verdict.TOO_FEW]
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
    times, digits = UNITS.get(change.before.unit, (1, 2))
    numbers = change.before.mean, change.after.mean, change.least
    before, after, least = (f"{times * number:.{digits}f}" for number in numbers)
    unit = texts.units.get(change.before.unit)
    return texts.summary["change"].format(
        name=_name(change.metric, change.side, texts),
        before=before,
        after=f"{after} {unit}" if unit else after,
        by=f"{times * change.by:+.{digits}f}",
        least=least,
        verdict=texts.states[change.verdict],
    )


def _name(metric: str, side: Side | None, texts: Texts) -> str:
    name = texts.states.get(metric, metric.replace("_", " "))
    return f"{name}, {texts.sides[side].lower()}" if side else name


def _change(change: Change) -> dict[str, Any]:
    return {
        "metric": change.metric,
        "side": _side(change.side),
        "unit": change.before.unit,
        "before": _metric(change.before),
        "after": _metric(change.after),
        "change": _known(change.by),
        "smallest_that_counts": _known(change.least),
        "verdict": change.verdict.value,
    }


def _side(side: Side | None) -> str:
    return side.value if side else "both"


def _metric(metric: Metric) -> dict[str, Any]:
    return {"mean": _known(metric.mean), "sd": _known(metric.sd), "n": metric.n}


def _known(value: float) -> float | None:
    return round(value, 3) if isfinite(value) else None

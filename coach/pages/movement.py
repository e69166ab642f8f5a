"""What the movement of one set looks like: curves over its cycle, figures at its moments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import nan

import numpy as np

from coach.core.types import Event, EventKind, Side
from coach.pages.charts import (
    AFTER,
    BEFORE,
    LOOKS,
    Labels,
    Look,
    Pair,
    curve_chart,
    pair_chart,
    stick_chart,
)
from coach.pages.cycle import Curve
from coach.pages.sticks import Stick, stick_at
from coach.pages.svg import Alt
from coach.pages.words import Picture, name_in, sides_of, title_in
from coach.records.reading import RecordedSet
from coach.records.set_recorder import load_recording
from coach.wording.numbers import written
from coach.wording.set_words import with_side
from coach.wording.texts import Texts

Sticks = Mapping[tuple[EventKind, Side], Stick]


def curve_pictures(
    one: RecordedSet, found: Sequence[Curve], called: str, texts: Texts
) -> list[Picture]:
    """Each angle over the cycle with its spread, both legs in one."""
    words, drawn = texts.pages, []
    running = one.set_start.drill.traits.by_steps
    for metric in dict.fromkeys(curve.metric for curve in found):
        mine = [curve for curve in found if curve.metric == metric]
        name = words[f"report_{metric}"]
        labels = Labels(words["report_cycle"], f"{name}, {words['unit_deg']}", texts.sides)
        parts = [_curve_text(texts.sides[curve.side], curve, texts) for curve in mine]
        title = f"{called}: {name}, {words['report_cycle']}"
        n = ", ".join(f"{texts.sides[curve.side].lower()} {curve.n}" for curve in mine)
        caption = words["report_cycle_run" if running else "report_cycle_lift"].format(n=n)
        caption += _error_text(one, metric, texts)
        lines = [(texts.sides[one.side], LOOKS[one.side], one) for one in mine]
        drawn.append(Picture(curve_chart(lines, labels, Alt(title, " ".join(parts))), caption))
    return drawn


def ends_picture(
    one: RecordedSet, ends: tuple[tuple[str, Curve], tuple[str, Curve]], called: str, texts: Texts
) -> Picture:
    """One angle of one leg over the cycle, in the first set and in the last."""
    words, ((early, first), (late, last)) = texts.pages, ends
    running = one.set_start.drill.traits.by_steps
    name = with_side(words[f"report_{first.metric}"], first.side, texts)
    description = " ".join(_curve_text(set_name, curve, texts) for set_name, curve in ends)
    alt = Alt(f"{called}: {name}, {words['report_cycle']}", description)
    n = ", ".join(f"{set_name} {curve.n}" for set_name, curve in ends)
    caption = words["report_cycle_run" if running else "report_cycle_lift"].format(n=n)
    caption += _error_text(one, first.metric, texts)
    return two_curves_picture(name, ((early, first), (late, last)), alt, caption, texts)


def two_curves_picture(
    name: str, ends: Sequence[tuple[str, Curve]], alt: Alt, caption: str, texts: Texts
) -> Picture:
    """One angle over the cycle, before and after."""
    labels = Labels(texts.pages["report_cycle"], f"{name}, {texts.pages['unit_deg']}", texts.sides)
    looks = zip((BEFORE, AFTER), ends, strict=True)
    return Picture(curve_chart([(n, look, one) for look, (n, one) in looks], labels, alt), caption)


def pairs_picture(
    pairs: Sequence[Pair],
    looks: Sequence[tuple[str, Look]],
    title: str,
    join: Callable[[Sequence[str]], str],
    caption: str,
    texts: Texts,
) -> Picture:
    """Angles of both legs, or before and after, with their errors; `join` says both in words."""
    numbers = [f"{pair.name}: {join(_numbers_of(pair, texts))}" for pair in pairs]
    labels = Labels(texts.pages["unit_deg"], "", texts.sides)
    drawing = pair_chart(pairs, looks, labels, Alt(title, f"{'; '.join(numbers)}."))
    return Picture(drawing, caption)


def _numbers_of(pair: Pair, texts: Texts) -> list[str]:
    """As in "54 ± 3°"."""
    both = zip(pair.means, pair.errors, strict=True)
    return [f"{written(mean, 0, texts)} ± {written(error, 0, texts)}°" for mean, error in both]


def _error_text(one: RecordedSet, metric: str, texts: Texts) -> str:
    error = _angle_error(one, metric)
    if error != error:
        return ""
    return " " + texts.pages["report_cycle_error"].format(error=written(error, 0, texts))


def _angle_error(one: RecordedSet, metric: str) -> float:
    """By how much an angle of the curve may be off: as the set's number of it."""
    names = (f"{metric}_peak", f"{metric}_at_peak", f"{metric}_at_contact")
    known = [n.error for (name, _), n in one.result.metrics.items() if name in names]
    return max(known, default=nan)


def _curve_text(called: str, curve: Curve, texts: Texts) -> str:
    known = np.isfinite(curve.mean)
    return texts.pages["report_alt_curve"].format(
        side=called,
        n=curve.n,
        low=written(float(curve.mean[known].min()), 0, texts),
        low_at=int(np.nanargmin(curve.mean)),
        high=written(float(curve.mean[known].max()), 0, texts),
        high_at=int(np.nanargmax(curve.mean)),
        sd=written(float(curve.sd[known].mean()), 0, texts),
    )


def sticks_of(one: RecordedSet, events: Iterable[Event]) -> Sticks:
    """The figures of the set by phase and side; RecordError where its poses cannot be read."""
    phases, events = one.set_start.drill.traits.phases, tuple(events)
    found: dict[tuple[EventKind, Side], Stick] = {}
    if not phases:
        return {}
    recording = load_recording(one.path)
    for phase in phases:
        for side in sides_of(one):
            times = [e.t for e in events if e.kind is phase and e.side is side]
            stick = stick_at(recording, times, one.result.view)
            if stick is not None:
                found[phase, side] = stick
    return found


def stick_pictures(sets: Sequence[tuple[str, RecordedSet, Sticks]], texts: Texts) -> list[Picture]:
    """At most two figures side by side: of one leg at one moment those of the first and the last
    set, else of the last set alone."""
    sets = [each for each in sets if each[2]]
    if not sets:
        return []
    (early, _, before), (late, one, sticks) = sets[0], sets[-1]
    words = texts.pages
    shown = [(moment(*key, texts), stick) for key, stick in sticks.items()]
    named = f"{name_in(one, texts)}: {words['report_figures']}"
    caption = words["report_figures_caption"]
    if len(shown) == 1 and len(sets) > 1 and before.keys() == sticks.keys():
        [key] = sticks
        shown = [(early, before[key]), (late, sticks[key])]
        named = f"{title_in(one, texts)}: {moment(*key, texts)}"
        caption = f"{moment(*key, texts)}. {caption}"
    elif late:
        caption = f"{late}. {caption}"
    several = len({side for _, side in sticks}) > 1 and len({phase for phase, _ in sticks}) > 1
    shown = shown[:2] if not several else shown[-2:]
    n = min(stick.n for _, stick in shown)
    description = words["report_alt_figures"].format(which="; ".join(w for w, _ in shown), n=n)
    return [Picture(stick_chart(shown, Alt(named, description)), caption.format(n=n))]


def moment(phase: EventKind, side: Side, texts: Texts) -> str:
    """As in "left knee at its highest"."""
    return texts.pages[f"report_at_{phase}"].format(side=texts.sides[side])

"""What the movement of one set looks like: curves over its cycle, figures at its moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import nan

import numpy as np

from coach.core.drill import Kind
from coach.core.types import Event, EventKind, Side
from coach.pages.charts import Labels, curve_chart, stick_chart
from coach.pages.cycle import Curve
from coach.pages.numbers import written
from coach.pages.sticks import Stick, stick_at
from coach.pages.svg import Alt
from coach.pages.words import Picture, name_in, sides_of
from coach.records.reading import RecordedSet
from coach.records.session_folder import load_recording
from coach.texts import Texts

PHASES = {Kind.RUN: (EventKind.CONTACT, EventKind.KNEE_PEAK), Kind.LIFT: (EventKind.KNEE_PEAK,)}
"""At which moments of a kind of drill a figure is drawn."""

Sticks = Mapping[tuple[EventKind, Side], Stick]


def curve_pictures(one: RecordedSet, found: Sequence[Curve], texts: Texts) -> list[Picture]:
    """Thigh and knee over the cycle, each with its spread."""
    words, drawn = texts.pages, []
    running = one.begun.drill.kind is Kind.RUN
    for metric in dict.fromkeys(curve.metric for curve in found):
        mine = [curve for curve in found if curve.metric == metric]
        name = words[f"report_{metric}"]
        labels = Labels(words["report_cycle"], f"{name}, {words['unit_deg']}", texts.sides)
        told = [_told_curve(curve, texts) for curve in mine]
        title = f"{name_in(one, texts)}: {name}, {words['report_cycle']}"
        n = ", ".join(f"{texts.sides[curve.side].lower()} {curve.n}" for curve in mine)
        caption = words["report_cycle_run" if running else "report_cycle_lift"].format(n=n)
        error = _angle_error(one, metric)
        if error == error:
            caption += " " + words["report_cycle_error"].format(error=written(error, 0, texts))
        drawn.append(Picture(curve_chart(mine, labels, Alt(title, " ".join(told))), caption))
    return drawn


def _angle_error(one: RecordedSet, metric: str) -> float:
    """By how much an angle of the curve may be off: as the set's number of it."""
    names = (f"{metric}_peak", f"{metric}_at_peak", f"{metric}_at_contact")
    known = [n.error for (name, _), n in one.result.metrics.items() if name in names]
    return max(known, default=nan)


def _told_curve(curve: Curve, texts: Texts) -> str:
    known = np.isfinite(curve.mean)
    return texts.pages["report_alt_curve"].format(
        side=texts.sides[curve.side],
        n=curve.n,
        low=written(float(curve.mean[known].min()), 0, texts),
        low_at=int(np.nanargmin(curve.mean)),
        high=written(float(curve.mean[known].max()), 0, texts),
        high_at=int(np.nanargmax(curve.mean)),
        sd=written(float(curve.sd[known].mean()), 0, texts),
    )


def sticks_of(one: RecordedSet, events: Iterable[Event]) -> Sticks:
    """The figures of the set by phase and side; RecordError where its poses cannot be read."""
    kind, events = one.begun.drill.kind, tuple(events)
    found: dict[tuple[EventKind, Side], Stick] = {}
    if kind not in PHASES:
        return {}
    recording = load_recording(one.path)
    for phase in PHASES[kind]:
        for side in sides_of(one):
            times = [e.t for e in events if e.kind is phase and e.side is side]
            stick = stick_at(recording, times, one.result.view)
            if stick is not None:
                found[phase, side] = stick
    return found


def stick_pictures(one: RecordedSet, sticks: Sticks, texts: Texts) -> list[Picture]:
    """At most two figures side by side."""
    if not sticks:
        return []
    words = texts.pages
    shown = [(f"{moment(phase, side, texts)}", stick) for (phase, side), stick in sticks.items()]
    several = len({side for _, side in sticks}) > 1 and len({phase for phase, _ in sticks}) > 1
    shown = shown[:2] if not several else shown[-2:]
    title = f"{name_in(one, texts)}: {words['report_figures']}"
    n = min(stick.n for _, stick in shown)
    alt = Alt(title, words["report_alt_figures"].format(which="; ".join(w for w, _ in shown), n=n))
    return [Picture(stick_chart(shown, alt), words["report_figures_caption"].format(n=n))]


def moment(phase: EventKind, side: Side, texts: Texts) -> str:
    """As in "left knee at its highest"."""
    return texts.pages[f"report_at_{phase}"].format(side=texts.sides[side])

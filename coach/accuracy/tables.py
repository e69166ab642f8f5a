"""Accuracy in Markdown, as docs/ACCURACY.md holds it. Each clip counts once, however long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import nan
from typing import TypeVar

import numpy as np

from coach.accuracy.figures import Angle, Clip, Events, MetricError, Spread, Value
from coach.core.drills.error_budget import WORST, Case
from coach.core.drills.kinds import Kind
from coach.core.drills.rep_values import REP_VALUES, possible_bias
from coach.core.judging.set_stats import possible_error
from coach.core.types import View

SHOWN_LEGS = ("near", "both", "body")
"""Of the far leg the app shows no number."""

WITHIN = 90

Key = tuple[str, ...]
Of = TypeVar("Of")
Groups = dict[Key, list[tuple[Clip, Of]]]


def markdown(clips: Sequence[Clip], worst: Mapping[Case, float] = WORST) -> str:
    """All tables; `worst` is what the app's errors come from."""
    tables = [angle_table(clips), event_table(clips), value_table(clips, worst), clip_table(clips)]
    return "\n\n".join(table for table in tables if table)


def worst_cases(clips: Iterable[Clip]) -> dict[Case, float]:
    """By how much the mean of a clip was off at most, of each number that the app shows."""
    worst: dict[Case, float] = {}
    for clip in clips:
        for value in clip.values:
            if value.leg in SHOWN_LEGS:
                case = (value.name, clip.kind, clip.view, value.calibrated)
                worst[case] = max(worst.get(case, 0.0), float(f"{abs(value.mean):.3g}"))
    return worst


def angle_table(clips: Sequence[Clip]) -> str:
    """Angles frame by frame, raw landmarks beside."""
    groups = _groups(clips, lambda clip: clip.angles, lambda clip, a: (clip.view, a.leg, a.metric))
    rows = [
        [*map(_words, key), _clips(some), *_angle([a for _, a in some])]
        for key, some in groups.items()
    ]
    heads = ["view", "leg", "angle", "clips", "scatter", "raw", "bias", "raw", "p95", "raw", "seen"]
    return _table("Angles frame by frame, in degrees", heads, rows)


def _angle(some: Sequence[Angle]) -> list[str]:
    def means(of: Callable[[Spread], float], form: str) -> list[str]:
        return [
            _number(_mean(of(angle.ours) for angle in some), form),
            _number(_mean(of(angle.raw) for angle in some), form),
        ]

    share = _mean(angle.ours.share for angle in some)
    return [
        *means(lambda spread: spread.scatter, ".1f"),
        *means(lambda spread: spread.bias, "+.1f"),
        *means(lambda spread: spread.p95, ".1f"),
        f"{share:.0%}",
    ]


def event_table(clips: Sequence[Clip]) -> str:
    """Knee lifts and steps, and how late they were put."""
    groups = _groups(clips, lambda clip: clip.events, lambda clip, e: (clip.view, e.leg, e.kind))
    rows = [[*map(_words, key), *_events([e for _, e in some])] for key, some in groups.items()]
    heads = ["view", "leg", "event", "found", "extra", "wrong leg", "late ms", f"{WITHIN} % in ms"]
    table = _table("Knee lifts and steps", heads, rows)
    decided = [ms for clip in clips for ms in clip.decided_ms]
    if not decided:
        return table
    median, most = np.median(decided), max(decided)
    decision = f"A rep was decided {median:.0f} ms after its peak, at most {most:.0f} ms."
    return "\n\n".join([table, " ".join([decision, *_tones(clips)])])


def _tones(clips: Sequence[Clip]) -> Iterator[str]:
    """How soon good reps sounded, on the frames' clock."""
    late = [ms for clip in clips for ms in clip.sounded_ms]
    if late:
        median, within = np.median(late), np.percentile(late, 95)
        yield f"Its tone began {median:.0f} ms after it, 95 % within {within:.0f} ms."


def _events(some: Sequence[Events]) -> list[str]:
    ms = [late for events in some for late in events.ms]
    late, within = (np.median(ms), np.percentile(np.abs(ms), WITHIN)) if ms else (nan, nan)
    return [
        f"{sum(e.found for e in some)} of {sum(e.there for e in some)}",
        str(sum(e.extra for e in some)),
        str(sum(e.wrong_leg for e in some)),
        _number(float(late), "+.0f"),
        _number(float(within), ".0f"),
    ]


def value_table(clips: Sequence[Clip], worst: Mapping[Case, float]) -> str:
    """The numbers of a rep, and how far off the app says that they may be."""
    groups = _groups(
        clips,
        lambda clip: clip.values,
        lambda clip, v: (
            v.name,
            clip.kind,
            clip.view,
            "" if v.calibrated else "nobody stood still",
        ),
    )
    names = list(REP_VALUES)
    keys = sorted(groups, key=lambda key: (names.index(key[0]), key[1:]))
    rows = [_value(key, groups[key], worst) for key in keys]
    heads = [
        "number",
        "unit",
        "drill",
        "view",
        "",
        "clips",
        "mean",
        "worst",
        "sd",
        "app",
        "far leg",
    ]
    table = _table("The numbers of a rep, as means over a clip", heads, rows)
    shown = [(clip, metric) for clip in clips for metric in clip.shown]
    if not shown:
        return table
    held = sum(_held(clip, metric, worst) for clip, metric in shown)
    others = {clip.name: worst_cases(o for o in clips if o is not clip) for clip in clips}
    unseen = sum(_held(clip, metric, others[clip.name]) for clip, metric in shown)
    return (
        f"{table}\n\nOf {len(shown)} means {held} were within the app's error of the truth; with "
        f"errors from the other clips alone it is {unseen}."
    )


def _held(clip: Clip, shown: MetricError, worst: Mapping[Case, float]) -> bool:
    bias = _bias(shown.name, clip.kind, clip.view, shown.calibrated, worst)
    return abs(shown.off) <= possible_error(bias, shown.sd, shown.n)


def _bias(name: str, kind: str, view: str, calibrated: bool, worst: Mapping[Case, float]) -> float:
    return possible_bias(name, Kind(kind), _VIEWS.get(view, View.LEFT), calibrated, worst)


def _value(key: Key, some: Sequence[tuple[Clip, Value]], worst: Mapping[Case, float]) -> list[str]:
    name, kind, view, note = key
    form = ".1f" if REP_VALUES[name].unit.startswith("deg") else ".3f"
    shown = [value for _, value in some if value.leg in SHOWN_LEGS]
    far = [value for _, value in some if value.leg not in SHOWN_LEGS]
    says = _bias(name, kind, view, not note, worst)
    means = [value.mean for value in shown]
    return [
        *(_words(name), REP_VALUES[name].unit, kind, view, note, _clips(some)),
        _number(_mean(means), f"+{form}"),
        _number(max(means, key=abs, default=nan), f"+{form}"),
        _number(_mean(value.sd for value in shown), form),
        _number(says if shown and REP_VALUES[name].reported else nan, form),
        _mean_sd(far, form),
    ]


_VIEWS = {view.value: view for view in (View.FRONT, View.REAR, View.OBLIQUE)}


def clip_table(clips: Sequence[Clip]) -> str:
    """The legs that the app shows, clip by clip."""
    rows = [[clip.name, *_clip(clip)] for clip in clips if clip.angles]
    heads = ["clip", "thigh", "raw", "knee", "raw", "peak", "raw", "contact time ms", "cadence"]
    return _table("Clip by clip: scatter of thigh and knee, error of the thigh's peak", heads, rows)


def _clip(clip: Clip) -> list[str]:
    cells = []
    for metric in ("thigh_angle", "knee_flexion"):
        some = [a for a in clip.angles if a.metric == metric and a.leg in SHOWN_LEGS]
        cells.append(_number(_mean(angle.ours.scatter for angle in some), ".1f"))
        cells.append(_number(_mean(angle.raw.scatter for angle in some), ".1f"))
    cells.append(_mean_sd(_shown(clip.values, "thigh_angle_peak"), ".1f"))
    cells.append(_mean_sd(_shown(clip.raw_peaks, "thigh_angle_peak"), ".1f"))
    contact = _mean(1000 * value.mean for value in _shown(clip.values, "contact_time"))
    return [*cells, _number(contact, "+.0f"), _number(clip.cadence, "+.1f")]


def _shown(values: Iterable[Value], name: str) -> list[Value]:
    """Those after quiet standing, where the clip has it."""
    some = [value for value in values if value.name == name and value.leg in SHOWN_LEGS]
    return [value for value in some if value.calibrated] or some


def _groups(
    clips: Iterable[Clip],
    of: Callable[[Clip], Iterable[Of]],
    key: Callable[[Clip, Of], Key],
) -> Groups[Of]:
    groups: Groups[Of] = {}
    for clip in clips:
        for item in of(clip):
            groups.setdefault(key(clip, item), []).append((clip, item))
    return groups


def _clips(some: Iterable[tuple[Clip, object]]) -> str:
    return str(len({clip.name for clip, _ in some}))


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if value == value]
    return float(np.mean(known)) if known else nan


def _mean_sd(values: Sequence[Value], form: str) -> str:
    mean, sd = _mean(value.mean for value in values), _mean(value.sd for value in values)
    return f"{mean:+{form}} +- {sd:{form}}" if mean == mean else ""


def _number(value: float, form: str) -> str:
    return f"{value:{form}}" if value == value else ""


def _words(name: str) -> str:
    return name.replace("_", " ")


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Empty without rows."""
    if not rows:
        return ""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join([f"**{title}**", "", *(f"| {' | '.join(line)} |" for line in lines)])

"""The runner's part: what was done, what went well, and at most three things to work on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from coach.core.compare.run_assessment import MOST
from coach.core.drills.drill import Drill
from coach.core.drills.rules import FaultRule
from coach.core.types import Count, CueKind, Side
from coach.pages.change_part import FIRST, ChangeLine, ChangePart
from coach.records.reading import RecordedSession, RecordedSet
from coach.wording.judged import unjudged
from coach.wording.numbers import joined
from coach.wording.set_words import clock, counted, seen_from, title_of
from coach.wording.texts import Texts

KnownDrill = Callable[[str], Drill | None]
"""A drill by its name, in the reader's words; None where there is none."""

FEW = 4
"""Changes that are told; the others are in the table."""

WELL = 0.7
"""A drill went well from this share of reps on target on."""


@dataclass(frozen=True, slots=True)
class DoneLine:
    """The sets of one step in a line."""

    drill: str
    sets: int
    seen: str
    minutes: str
    left: str
    right: str
    note: str


@dataclass(frozen=True, slots=True)
class Practice:
    """A drill that answers a finding: what it is, and how much of it."""

    name: str
    about: str
    dose: str


@dataclass(frozen=True, slots=True)
class Improvement:
    """One thing to work on: what was seen, what to think of, which drills to do."""

    title: str
    seen: str
    cue: str = ""
    easier: str = ""
    practise: tuple[Practice, ...] = ()


@dataclass(frozen=True, slots=True)
class RunnerPart:
    """The plain words; `unjudged` has what could not be judged, and why, and comes first. Nothing
    is praised where no set was `judged`."""

    unjudged: tuple[str, ...]
    judged: bool
    lead: str
    done: tuple[DoneLine, ...]
    well: tuple[str, ...]
    things: tuple[Improvement, ...]
    cue: str


def runner_part(
    recorded: RecordedSession, changes: Sequence[ChangePart], drill: KnownDrill, texts: Texts
) -> RunnerPart:
    """What the session came to, in plain words."""
    return RunnerPart(
        unjudged=tuple(dict.fromkeys(_unjudged(recorded.sets, texts))),
        judged=any(one.result.unjudged is None for one in recorded.sets if one.closed),
        lead=_lead(recorded, changes, texts),
        done=tuple(_done(recorded, texts)),
        well=tuple(_well(recorded, changes, texts)),
        things=tuple([*_found(recorded, drill, texts), *_faults(recorded, drill, texts)][:MOST]),
        cue=_cue(recorded, texts),
    )


def _unjudged(sets: Sequence[RecordedSet], texts: Texts) -> Iterator[str]:
    """What could not be judged, each drill once."""
    for one in sets:
        words = unjudged(one.result, texts) if one.closed else ""
        if words:
            title = title_of(one.set_start.drill, texts)
            yield words if len(sets) == 1 else f"{title}: {words}"


def _lead(recorded: RecordedSession, changes: Sequence[ChangePart], texts: Texts) -> str:
    """First what changed and can be believed; without a comparison what was done."""
    words = texts.pages
    rows = [row for part in changes for row in part.rows]
    changed = [f"{row.name} ({row.verdict_text})" for row in _once(rows) if row.verdict in _CHANGED]
    if changed:
        more = words["report_more"].format(n=len(changed) - FEW) if len(changed) > FEW else ""
        names = "; ".join(filter(None, (*changed[:FEW], more)))
        return words["report_lead_changed"].format(names=names)
    if rows:
        return words["report_lead_same"]
    seconds = sum(one.result.duration_s for one in recorded.sets if one.result.duration_s > 0)
    sets = texts.pages["report_one_set" if len(recorded.sets) == 1 else "report_many_sets"]
    return words["report_lead_done"].format(
        minutes=clock(seconds), sets=sets.format(n=len(recorded.sets))
    )


_CHANGED = ("better", "worse", "changed")


def _once(rows: Iterable[ChangeLine]) -> tuple[ChangeLine, ...]:
    """Each metric as it is told first, the surer ones before."""
    first: dict[str, ChangeLine] = {}
    for row in sorted(rows, key=lambda row: FIRST.index(row.verdict)):
        first.setdefault(row.name, row)
    return tuple(first.values())


def _done(recorded: RecordedSession, texts: Texts) -> Iterator[DoneLine]:
    """Sets of the same step that went the same way are told as one."""

    def alike(one: RecordedSet) -> tuple[int, str, str, str]:
        return one.step, one.set_start.drill.name, one.result.view, one.ending

    for _, group in groupby(recorded.sets, alike):
        some = list(group)
        first, seconds = some[0], sum(one.result.duration_s for one in some)
        left, right = (_counted(some, side, texts) for side in Side)
        yield DoneLine(
            title_of(first.set_start.drill, texts),
            len(some),
            seen_from(first.result.view, texts),
            clock(seconds) or texts.pages["report_unknown"],
            left,
            right,
            "" if first.ending == "done" else texts.pages[f"report_ending_{first.ending}"],
        )


def _counted(sets: Sequence[RecordedSet], side: Side, texts: Texts) -> str:
    counts = [one.result.counts.get(side, Count()) for one in sets]
    good = [count.good for count in counts if count.good is not None]
    unseen = sum(count.unseen or 0 for count in counts)
    total = Count(sum(count.all for count in counts), sum(good) if good else None, unseen=unseen)
    return counted(total, sets[0].set_start.drill, texts)


def _well(recorded: RecordedSession, changes: Sequence[ChangePart], texts: Texts) -> Iterator[str]:
    """What got better, then the drills that were mostly on target."""
    words = texts.pages
    better = [row for part in changes for row in part.rows if row.verdict == "better"]
    for row in _once(better)[:FEW]:
        after = joined(row.after, row.unit)
        names = {"name": row.name, "before": row.before, "after": after}
        yield words["report_well_better"].format(**names)
    for sets in _by_drill(recorded):
        drill = sets[0].set_start.drill
        judged = [one for one in sets if one.result.unjudged is None]
        counts = [count for one in judged for count in one.result.counts.values()]
        graded = [count for count in counts if count.good is not None]
        every, good = sum(c.seen for c in graded), sum(c.good or 0 for c in graded)
        if every and good >= WELL * every and not drill.traits.by_steps:
            clean = not any(one.result.faults for one in sets)
            form = words["report_well_clean" if clean else "report_well_reps"]
            yield form.format(drill=title_of(drill, texts), good=good, all=every)


def _by_drill(recorded: RecordedSession) -> list[list[RecordedSet]]:
    """The sets whose numbers were worked out, by their drill."""
    sets: dict[str, list[RecordedSet]] = {}
    for one in recorded.sets:
        if one.closed:
            sets.setdefault(one.set_start.drill.name, []).append(one)
    return list(sets.values())


def _found(recorded: RecordedSession, drill: KnownDrill, texts: Texts) -> Iterator[Improvement]:
    """What stands out in the runs: of each number as it was measured last."""
    measured: set[str] = set()
    for one in reversed(recorded.sets):
        for found in one.findings or ():
            if found.metric.removesuffix("_difference") not in measured:
                drills = [known for name in found.answers if (known := drill(name))]
                practise = tuple(_practice(each, texts) for each in drills)
                yield Improvement(found.text, "", practise=practise)
        if one.findings is not None:
            measured |= {name for name, _ in one.result.metrics}


def _practice(drill: Drill, texts: Texts) -> Practice:
    words = texts.pages
    amount = texts.times(round(drill.seconds), "second")
    if drill.reps_per_side:
        amount = words["report_a_side"].format(reps=texts.times(drill.reps_per_side, "rep"))
    dose = words["report_dose"].format(
        sets=drill.dose.sets, amount=amount, rest=texts.times(round(drill.dose.rest_s), "second")
    )
    name = texts.drills.get(drill.name, drill.title)
    return Practice(name[:1].upper() + name[1:], drill.about, dose)


def _faults(recorded: RecordedSession, drill: KnownDrill, texts: Texts) -> list[Improvement]:
    """The faults of the drills, the most important and most frequent first; not of a run, of which
    is told what stands out."""
    shown: dict[tuple[str, Side | None], list[_FaultShare]] = {}
    for sets in _by_drill(recorded):
        if sets[0].findings is None:
            for key in dict.fromkeys((f.name, f.side) for one in sets for f in one.result.faults):
                shown.setdefault(key, []).append(_shown(sets, *key))
    worst = sorted(shown, key=lambda key: min(one.rank for one in shown[key]))
    return [_fault(*key, shown[key], drill, texts) for key in worst]


@dataclass(frozen=True, slots=True)
class _FaultShare:
    """A fault in all sets of one drill: in `n` of `all` reps, or for `n` seconds of a stretch."""

    drill: Drill
    rule: FaultRule | None
    n: int
    all: int
    stretched: bool

    @property
    def rank(self) -> tuple[int, float]:
        return self.rule.priority if self.rule else 3, -self.n / max(1, self.all)

    def seen_text(self, texts: Texts) -> str:
        form = "report_seen_seconds" if self.stretched else "report_seen_reps"
        times = texts.times(self.n, "second" if self.stretched else "rep")
        drill = title_of(self.drill, texts)
        return texts.pages[form].format(drill=drill, times=times, all=self.all)


def _shown(sets: Sequence[RecordedSet], name: str, side: Side | None) -> _FaultShare:
    drill, sides = sets[0].set_start.drill, (side,) if side else tuple(Side)
    rule = next((rule for rule in drill.faults if rule.name == name), None)
    faults = [f.reps for one in sets for f in one.result.faults if (f.name, f.side) == (name, side)]
    every = sum(one.result.counts.get(each, Count()).all for one in sets for each in sides)
    return _FaultShare(drill, rule, sum(faults), every, sets[0].result.stretched)


def _fault(
    name: str, side: Side | None, shown: Sequence[_FaultShare], drill: KnownDrill, texts: Texts
) -> Improvement:
    words, first = texts.pages, min(shown, key=lambda one: one.rank)
    said = [cue for cue in (first.rule.cues if first.rule else ()) if cue in texts.cues]
    easier = drill(first.drill.regress) if first.drill.regress else None
    what = easier.title if easier else first.drill.regress
    return Improvement(
        texts.fault(name, side),
        " ".join(one.seen_text(texts) for one in shown),
        words["report_think"].format(cue=texts.say(said[0], side)) if said else "",
        words["report_easier"].format(what=what) if what else "",
    )


def _cue(recorded: RecordedSession, texts: Texts) -> str:
    """The correction that was given most often."""
    given = Counter(
        text
        for one in recorded.sets
        for cue, text in zip(one.result.cues, one.cue_texts, strict=True)
        if cue.kind is CueKind.CORRECTION
    )
    form = texts.pages["report_cue_most"]
    return next((form.format(cue=cue, n=n) for cue, n in given.most_common(1)), "")

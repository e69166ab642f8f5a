"""One set in words: what it is called, how far a session is, what it came to, how it was seen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import isfinite, isnan, nan

from coach.core.drills.drill import Drill
from coach.core.drills.kinds import HOLD_TIME
from coach.core.judging.result import SetResult
from coach.core.session.progress import Progress
from coach.core.types import Count, Side, View
from coach.wording.judged import good_of_seen, unjudged
from coach.wording.numbers import written
from coach.wording.texts import Texts


def title_of(drill: Drill, texts: Texts) -> str:
    """A drill's title in the reader's language, where it ships."""
    return texts.title(drill.name, drill.title)


def seen_from(view: View, texts: Texts) -> str:
    """As in "seen from the left"."""
    return texts.states.get(f"from_{view}", texts.pages["report_view_unknown"])


def heading_of(progress: Progress, texts: Texts) -> str:
    """As in "-- 3/7 A-march, 1/2 --"."""
    title = texts.states.get(progress.drill.name, progress.drill.title)
    part = f", {progress.at_set}/{progress.sets}" if progress.sets > 1 else ""
    return f"-- {progress.at_step}/{progress.steps} {title}{part} --"


def counts_line(result: SetResult, texts: Texts) -> str:
    """As in "Left 9/10, Right 10/10: good reps, 84 steps/min"; or why it could not be judged. Of
    legs that are not graded there are no good reps to tell."""
    why = unjudged(result, texts)
    if why:
        return why
    graded = {s: count for s, count in result.counts.items() if count.good is not None}
    legs = ", ".join(f"{texts.sides[s]} {good_of_seen(count)}" for s, count in graded.items())
    parts = [f"{legs}: {texts.states['good_reps']}"] if graded else []
    if not isnan(result.cadence):
        parts.append(f"{result.cadence:.0f} {texts.states[f'{result.cadence_of}_per_min']}")
    return ", ".join(parts)


def marked(count: Count, texts: Texts) -> str:
    """As in "9 high, 8 clean"."""
    return texts.summary["marks"].format(high=count.high, good=count.good)


def below(count: Count, drill: Drill, texts: Texts) -> str:
    """What the number of a leg is of, as in "9 high, 8 clean, 3 not seen well"."""
    if count.good is None:
        return "" if drill.traits.by_steps else texts.states["not_graded_view"]
    lifts = drill.traits.lifts and count.high is not None
    words = marked(count, texts) if lifts else texts.states["good_reps"]
    if not count.unseen:
        return words
    return f"{words}, {texts.summary['unseen'].format(n=count.unseen)}"


def counted(count: Count, drill: Drill, texts: Texts) -> str:
    """As in "13 reps, 9 high, 8 clean"; of a run's strides just how many."""
    words = texts.pages
    if drill.traits.by_steps:
        return words["report_strides"].format(n=count.all)
    graded = count.good is not None
    n = count.seen if graded else count.all
    parts = [texts.times(n, "hold" if drill.graded == HOLD_TIME else "rep")]
    if graded:
        lifts = drill.traits.lifts and count.high is not None
        on_target = words["report_on_target"].format(n=count.good)
        parts.append(marked(count, texts) if lifts else on_target)
    if count.unseen:
        parts.append(texts.summary["unseen"].format(n=count.unseen))
    return ", ".join(parts)


def counted_leg(result: SetResult, drill: Drill, side: Side, texts: Texts) -> str:
    """As in "13 reps, not graded in this view"."""
    count = result.counts.get(side, Count())
    words = counted(count, drill, texts)
    if count.good is None and count.all and not drill.traits.by_steps:
        words += f", {texts.states['not_graded_view']}"
    return words


def seen_facts(result: SetResult, texts: Texts) -> tuple[tuple[str, str], ...]:
    """How long, and how well it was seen; what is not known is said to be that."""
    words = texts.pages
    share = result.frames_with_pose / result.frames if result.frames else nan
    numbers = (
        ("report_duration", result.duration_s, "{}", 0),
        ("report_fps", result.fps, "{}", 1),
        ("report_with_pose", 100 * share, "{} %", 0),
        ("report_roll", result.seen.roll, "{}°", 1),
        ("report_distance", 100 * result.seen.share, "{} %", 0),
        ("report_noise", result.seen.noise, "± {}°", 1),
    )
    facts = []
    for key, number, form, digits in numbers:
        number_text = written(number, digits, texts)
        if key == "report_duration":
            number_text = clock(number)
        facts.append(
            (words[key], form.format(number_text) if number_text else words["report_unknown"])
        )
    yes = words["report_yes" if result.calibrated_enough else "report_no"]
    return (*facts, (words["report_stood"], yes))


def notes_of(result: SetResult, ending: str, texts: Texts, *, closed: bool) -> list[str]:
    """What the set's numbers must be read with."""
    words, near = texts.pages, result.view.near
    notes = [*filter(None, [unjudged(result, texts) if closed else ""])]
    if near and result.metrics:
        notes.append(words["report_far"].format(side=texts.sides[near.other]))
    if not closed:
        notes.append(words["report_not_closed"])
    elif ending != "done":
        notes.append(words[f"report_ending_{ending}"])
    if not result.calibrated_enough:
        notes.append(texts.assessment["not_stood"])
    pains = [clock(t) for t in result.pains if isfinite(t)]
    if pains:
        notes.append(words["report_pain_at"].format(times=", ".join(pains)))
    return notes


def with_side(name: str, side: Side | None, texts: Texts) -> str:
    """As in "Knee drive, left"."""
    return f"{name}, {texts.sides[side].lower()}" if side else name


def clock(seconds: float) -> str:
    """Minutes and seconds, as in 12:05; nothing where not known."""
    if not isfinite(seconds):
        return ""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def ranges(numbers: Iterable[int]) -> str:
    """Rising numbers with their runs drawn together, as in "1, 4-6"."""
    known = sorted(set(numbers))
    if not known:
        return ""
    starts = [known[0], *(b for a, b in pairwise(known) if b - a > 1)]
    ends = [*(a for a, b in pairwise(known) if b - a > 1), known[-1]]
    parts = (f"{a}" if a == b else f"{a}\u2013{b}" for a, b in zip(starts, ends, strict=True))
    return ", ".join(parts)

"""Compares two sessions: pairs their sets, like with like, and says why where that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coach.core.compare.change import ChangeVerdict, Comparison, compared
from coach.core.compare.comparability import (
    ConditionDifference,
    Conditions,
    condition_differences,
    conditions_of,
    refusal,
)
from coach.errors import RecordError
from coach.records.reading import RecordedSession, RecordedSet, read_folder, read_session
from coach.records.session_file import read_about


@dataclass(frozen=True, slots=True)
class SetPair:
    """One set of each session, and what changed from one to the other."""

    before: RecordedSet
    after: RecordedSet
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class ComparedSessions:
    """Two sessions and the sets of them that belong together."""

    before: RecordedSession
    after: RecordedSession
    pairs: tuple[SetPair, ...]


def compare_folders(before: Path, after: Path, drill: str | None = None) -> ComparedSessions:
    """Two sessions' folders, or sets' in them; RecordError where nothing can be compared."""
    if before.resolve() == after.resolve():
        raise RecordError(f"{before} is given twice: give one from before and one from after")
    made = compare_sessions(read_folder(before), read_folder(after), drill)
    why = _why_not(made, drill)
    if why:
        raise RecordError(f"{before} and {after} cannot be compared: {why}")
    return made


def compare_athlete(folders: Sequence[Path], drill: str | None = None) -> ComparedSessions:
    """The first and the last of an athlete's sessions in which something is alike; no more of them
    are read than that needs."""
    known, read = _in_order(folders), cache(_readable)
    for first, early in enumerate(known):
        for late in reversed(known[first + 1 :]):
            one, other = read(early), read(late)
            if one is None or other is None:
                continue  # one damaged folder does not hide all others
            made = compare_sessions(one, other, drill)
            if not _why_not(made, drill) and _has_verdict(made):
                return made
    of = f" of {drill}" if drill else ""
    many = sum(read(one) is not None for one in known)
    raise RecordError(
        f"no two of the athlete's {many} sessions{of} can be compared: "
        "record the same drill twice, seen from the same side, seven reps a leg or more"
    )


def _in_order(folders: Sequence[Path]) -> list[Path]:
    """By when they began; without those of which that is not known."""
    begun = []
    for folder in folders:
        with suppress(RecordError):
            begun.append((read_about(folder).started, folder))
    return [folder for _, folder in sorted(begun, key=lambda one: one[0])]


def _readable(folder: Path) -> RecordedSession | None:
    try:
        return read_session(folder)
    except RecordError:
        return None


def compare_sessions(
    before: RecordedSession, after: RecordedSession, drill: str | None = None
) -> ComparedSessions:
    """The sets of both that belong together, however unlike they were taken."""
    ours = [_usable(one, drill) for one in (before, after)]
    pairs = tuple(_pair(before, after, one, other) for one, other in _pairs(*ours))
    return ComparedSessions(before, after, pairs)


def _usable(session: RecordedSession, drill: str | None) -> list[RecordedSet]:
    return [
        one
        for one in session.sets
        if one.closed and one.ending == "done" and drill in (None, one.result.drill)
    ]


def _pairs(
    before: Sequence[RecordedSet], after: Sequence[RecordedSet]
) -> Iterator[tuple[RecordedSet, RecordedSet]]:
    """The last of each drill and view with the same label; where no labels are alike the last of
    each drill and view; where the views are not either, the last of each drill."""
    done: set[tuple[str, ...]] = set()
    for key in (_label, _view, _drill):
        early, late = ({key(one): one for one in sets} for sets in (before, after))
        alike = [name for name in early if name in late and name[:2] not in done]
        yield from ((early[name], late[name]) for name in alike)
        done |= {name[:many] for name in alike for many in (1, 2)}


def _label(one: RecordedSet) -> tuple[str, ...]:
    return one.result.drill, one.result.view, one.label or ""


def _view(one: RecordedSet) -> tuple[str, ...]:
    return one.result.drill, one.result.view


def _drill(one: RecordedSet) -> tuple[str, ...]:
    return (one.result.drill,)


def _pair(
    before: RecordedSession, after: RecordedSession, one: RecordedSet, other: RecordedSet
) -> SetPair:
    differences = condition_differences(_taken(before, one), _taken(after, other))
    apart = before.about != after.about
    if not apart:
        # Of one session: what is not known is the same as long as nobody touches the camera.
        differences = tuple(each for each in differences if each.known)
    names = before.path.name, after.path.name
    drill = other.set_start.drill
    made = compared(names, one.result, other.result, drill, differences, apart=apart)
    return SetPair(one, other, made)


def _taken(session: RecordedSession, one: RecordedSet) -> Conditions:
    about, set_start = session.about, one.set_start
    return conditions_of(
        one.result,
        set_start.drill,
        speed_kmh=about.speed_kmh,
        metronome_spm=set_start.start.beat,
        feedback=set_start.start.feedback,
        how=about.kind,
        athlete=about.athlete.id if about.athlete else "",
        model=about.model,
    )


def _has_verdict(made: ComparedSessions) -> bool:
    changes = [change for pair in made.pairs for change in pair.comparison.changes]
    return any(change.verdict is not ChangeVerdict.TOO_FEW for change in changes)


def _why_not(made: ComparedSessions, drill: str | None) -> str:
    """Why nothing can be compared, empty where something can."""
    if not made.pairs:
        of = f"no finished set of {drill} in both" if drill else "no drill is in both"
        return f"{of} (before: {_drills(made.before)}; after: {_drills(made.after)})"
    refused = [refusal(pair.comparison.differences) for pair in made.pairs]
    known = [each for each in refused if each is not None]
    if len(known) < len(refused):
        return ""
    return "; ".join(dict.fromkeys(map(_in_words, known)))


def _drills(session: RecordedSession) -> str:
    return ", ".join(dict.fromkeys(one.result.drill for one in session.sets)) or "none"


_WORDS = {
    "athlete": "they are of two athletes",
    "view": "the camera looked from another side ({before}, then {after})",
    "speed": "the belt's speed was another ({before:g}, then {after:g} km/h)",
}


def _in_words(difference: ConditionDifference) -> str:
    words = _WORDS.get(difference.key, "{before}, then {after}")
    return words.format(before=difference.before, after=difference.after)

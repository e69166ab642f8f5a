"""athletes.json: who is known, in the user's data folder.

An id is made by chance and never changes; sessions carry it, so a name may change, holds nearly any
characters, and is never part of a path that has to be found again.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from coach.errors import RecordError
from coach.records.atomic_files import alone, read_json, reading, write_json, writing
from coach.spelling import did_you_mean, one_line, shortened

ATHLETES_JSON = "athletes.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Athlete:
    """Who runs; `added` is the local date, as in 2026-11-22."""

    id: str
    name: str
    added: str


_ATHLETES = TypeAdapter(tuple[Athlete, ...])


def known_athletes(home: Path) -> tuple[Athlete, ...]:
    """Everybody in the file, in the order of their names; nobody where there is none."""
    if not (home / ATHLETES_JSON).exists():
        return ()
    table = read_json(home / ATHLETES_JSON)
    with reading(home / ATHLETES_JSON, "mend it or move it away"):
        known = _ATHLETES.validate_python(table["athletes"])
    return tuple(sorted(known, key=lambda one: (one.name.casefold(), one.name)))


def find_athlete(known: Sequence[Athlete], word: str) -> Athlete:
    """Whose name or id this is; small and capital letters count only where they must."""
    found = _look_up(known, word)
    if found is None:
        near = did_you_mean(word, [one.name for one in known])
        raise RecordError(f"no athlete is called {shown(word)}{near or _LISTED}")
    return found


def add_athlete(home: Path, name: str, added: str) -> Athlete:
    """One more; RecordError where the name is taken, or is none."""
    athlete = Athlete(secrets.token_hex(4), _spelt(name), added)
    with _alone(home):
        known = known_athletes(home)
        _refuse_taken(known, athlete.name)
        _save(home, (*known, athlete))
    return athlete


def known_as(home: Path, name: str) -> Athlete | None:
    """Whose name or id this is; None for one that is not known yet, RecordError for no name."""
    return _look_up(known_athletes(home), _spelt(name))


def rename_athlete(home: Path, athlete: Athlete, name: str) -> Athlete:
    """The same athlete under another name; what they did stays theirs."""
    renamed = replace(athlete, name=_spelt(name))
    with _alone(home):
        others = _without(home, athlete)
        _refuse_taken(others, renamed.name)
        _save(home, (*others, renamed))
    return renamed


def forget_athlete(home: Path, athlete: Athlete) -> None:
    """Takes them out of the file."""
    with _alone(home):
        _save(home, _without(home, athlete))


def _without(home: Path, athlete: Athlete) -> list[Athlete]:
    return [one for one in known_athletes(home) if one.id != athlete.id]


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """From reading the file to writing it, so that of two who add somebody none is lost."""
    with writing(home / ATHLETES_JSON):
        home.mkdir(parents=True, exist_ok=True)
    with alone(home / f"{ATHLETES_JSON}.lock"):
        yield


def shown(name: str) -> str:
    """A name in quotes, whatever somebody wrote into the file."""
    return f'"{one_line(name)}"'


_LISTED = "; 'coach athletes' lists them"


def _look_up(known: Sequence[Athlete], word: str) -> Athlete | None:
    word = unicodedata.normalize("NFC", word)
    same: tuple[Callable[[Athlete], bool], ...] = (
        lambda one: one.name == word,
        lambda one: one.id == word,
        lambda one: one.name.casefold() == word.casefold(),
    )
    for is_meant in same:
        found = [one for one in known if is_meant(one)]
        if len(found) > 1:
            names = ", ".join(shown(one.name) for one in found)
            raise RecordError(f"{shown(word)} may be any of {names}: write it as it is there")
        if found:
            return found[0]
    return None


def _spelt(name: str) -> str:
    """The name as it is kept: one way to write each letter, nothing around it."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name:
        raise RecordError("a name must not be empty: write one")
    if name != one_line(name):
        raise RecordError(f"a name is one line without control characters: not {shortened(name)}")
    return name


def _refuse_taken(known: Sequence[Athlete], name: str) -> None:
    if any(one.name == name for one in known):
        raise RecordError(f"there is an athlete called {shown(name)} already: choose another name")


def _save(home: Path, athletes: Sequence[Athlete]) -> None:
    with writing(home / ATHLETES_JSON):
        home.mkdir(parents=True, exist_ok=True)
        table = {"schema": SCHEMA, "athletes": [asdict(one) for one in athletes]}
        write_json(home / ATHLETES_JSON, table)

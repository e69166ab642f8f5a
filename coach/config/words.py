"""Loads the words of one language: configs/cues/<language>.toml.

A language lies on the English one, and the user's own file on the shipped: it need only hold the
lines that it says in other words.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, Field

from coach.config.files import Table, is_path, merge, named_files, read_table
from coach.config.problems import validated
from coach.config.schema import Strict, Versioned, Words, listed
from coach.core.types import Side
from coach.errors import ConfigError
from coach.paths import configs_dir
from coach.spelling import did_you_mean
from coach.wording.texts import CueWords, Texts

FOLDER = "cues"
ENGLISH = "en"


def _holds(text: str, places: set[str]) -> set[str]:
    """The {places} of the text; ValueError for any that are not among `places`."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise ValueError("has a { or } too many") from None
    used = {name for _, name, _, _ in parts if name is not None}
    plain = all(not spec and not conversion for _, _, spec, conversion in parts)
    if not used <= places or not plain:
        allowed = " and ".join(f"{{{place}}}" for place in sorted(places))
        raise ValueError(f"may hold {allowed} only")
    return used


def _state(text: str) -> str:
    _holds(text, {"side", "joint"})
    return text


def _needs(*places: str) -> AfterValidator:
    """Lets only words through that hold these {places}, and no other."""

    def checked(text: str) -> str:
        if _holds(text, set(places)) != set(places):
            named = " and ".join(f"{{{place}}}" for place in places)
            raise ValueError(f"needs {named}")
        return text

    return AfterValidator(checked)


def _finding(text: str) -> str:
    _holds(text, {"side", "number"})
    return text


def _pace(text: str) -> str:
    _holds(text, {"low", "high"})
    return text


class CueTable(Strict):
    """[cues.<key>]; see Line. What is shown is what is said, if nothing else is given."""

    say: Words
    show: Words | None = None
    sided: bool = False

    @property
    def line(self) -> CueWords:
        return CueWords(self.say, self.show or self.say, self.sided)


class SidesTable(Strict):
    """[sides]"""

    left: Words
    right: Words


class JointsTable(Strict):
    """[joints]"""

    shoulder: Words
    elbow: Words
    wrist: Words
    hip: Words
    knee: Words
    ankle: Words
    heel: Words
    toe: Words


FindingWords = Annotated[Words, AfterValidator(_finding)]
PaceWords = Annotated[Words, AfterValidator(_pace)]


class FindingTable(Strict):
    """[findings.<key>]: how a finding is told in a sentence, and in a few words on the screen."""

    say: FindingWords
    show: FindingWords


class AssessmentTable(Strict):
    """[assessment]: what is said around the findings; {low} and {high} are numbers."""

    heading: Words
    nothing: Words
    too_few: Words
    no_speed: PaceWords
    near_speed: PaceWords
    not_measured: Words
    not_stood: Words
    usual: Annotated[Words, _needs("pace", "range")]
    at_speed: PaceWords
    at_speeds: PaceWords
    between: PaceWords
    at_most: PaceWords
    at_least: PaceWords
    practise: Annotated[Words, _needs("drills")]


Counted = Annotated[Words, _needs("n")]
Numbered = Annotated[Words, _needs("number")]


class SummaryTable(Strict):
    """[summary]: what a set came to; {all} and {times} are a number with its word."""

    reps: Counted
    one_rep: Words
    holds: Counted
    one_hold: Words
    seconds: Counted
    one_second: Words
    good: Annotated[Words, _needs("good", "all")]
    too_low: Counted
    too_short: Counted
    cadence: Numbered
    thigh_angle_peak: Numbered
    knee_flexion_peak: Numbered
    hip_flexion_peak: Numbered
    hold_time: Numbered
    travel: Numbered
    fault: Annotated[Words, _needs("fault", "times")]
    tip: Annotated[Words, _needs("cue")]
    change: Annotated[Words, _needs("name", "before", "after", "by", "least", "verdict")]


class DrillTable(Strict):
    """[about.<drill>]: a shipped drill's words in this language."""

    title: Words | None = None
    about: Words | None = None
    safety: Words | None = None


class PlanTable(Strict):
    """[plans.<plan>]: a shipped plan's words in this language."""

    title: Words | None = None
    about: Words | None = None


class WordsFile(Versioned):
    """A whole file of words; see Texts."""

    sided: Annotated[Words, _needs("side", "line")]
    sides: SidesTable
    joints: JointsTable
    about: dict[str, DrillTable] = Field(default_factory=dict)
    plans: dict[str, PlanTable] = Field(default_factory=dict)
    cues: dict[str, CueTable]
    states: dict[Annotated[str, listed("states")], Annotated[Words, AfterValidator(_state)]]
    changes: dict[Annotated[str, listed("states")], Words]
    findings: dict[Annotated[str, listed("findings")], FindingTable]
    numbers: dict[Annotated[str, listed("numbers")], Annotated[Words, _needs("value", "error")]]
    units: dict[Annotated[str, listed("units")], Words]
    summary: SummaryTable
    faults: dict[str, Words]
    assessment: AssessmentTable
    drills: dict[str, Words]
    pages: dict[Annotated[str, listed("pages")], Words]

    def texts(self, language: str) -> Texts:
        return Texts(
            language=language,
            cues={key: cue.line for key, cue in self.cues.items()},
            states=self.states,
            sides={side: getattr(self.sides, side) for side in Side},
            joints=self.joints.model_dump(),
            sided=self.sided,
            changes=self.changes,
            findings={key: CueWords(one.say, one.show) for key, one in self.findings.items()},
            numbers=self.numbers,
            assessment=self.assessment.model_dump(),
            drills=self.drills,
            units=self.units,
            summary=self.summary.model_dump(),
            faults=self.faults,
            about={name: drill.model_dump(exclude_none=True) for name, drill in self.about.items()},
            plans={name: plan.model_dump(exclude_none=True) for name, plan in self.plans.items()},
            pages=self.pages,
        )


def load_texts(language_or_path: str | Path = ENGLISH) -> Texts:
    """All words of a language; ConfigError has all problems of the first file that has any."""
    english = shipped_english()
    table = read_table(english)
    file = validated(WordsFile, table, english)
    tables = ("states", "findings", "numbers", "units", "pages")
    known = {name: getattr(file, name) for name in tables}
    for path in _own_files(language_or_path, english):
        table = merge(table, read_table(path))
        file = validated(WordsFile, table, path, known)
    return file.texts(Path(language_or_path).stem)


def lacking(path: Path) -> tuple[str, ...]:
    """The lines that stay English, as "cues.go", where the file and the shipped one of its
    language do not say them; none for English itself."""
    if path.stem == ENGLISH:
        return ()
    table, shipped = read_table(path), configs_dir() / FOLDER / path.name
    if shipped.is_file() and shipped.resolve() != path.resolve():
        table = merge(read_table(shipped), table)
    said = set(_lines(table))
    return tuple(key for key in _lines(read_table(shipped_english())) if key not in said)


def _lines(table: Table) -> Iterator[str]:
    for part, lines in table.items():
        if isinstance(lines, dict):
            yield from (f"{part}.{key}" for key in lines)


def shipped_english() -> Path:
    """The file that all others lie on."""
    return configs_dir() / FOLDER / f"{ENGLISH}.toml"


def _own_files(language_or_path: str | Path, english: Path) -> list[Path]:
    if is_path(language_or_path):
        return [Path(language_or_path)]
    files = named_files(FOLDER)
    language = str(language_or_path)
    if language not in files:
        hint = did_you_mean(language, files) or "; there are: " + ", ".join(files)
        raise ConfigError([f"no words in {language!r}{hint}"])
    return [path for path in reversed(files[language]) if path != english]

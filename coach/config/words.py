"""Loads the words of one language: configs/cues/<language>.toml.

A language lies on the English one, and the user's own file on the shipped: it need only hold the
lines that it says in other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal

from coach.config.files import Table, is_path, merge, named_files, read_table
from coach.config.problems import validated
from coach.core.drills.rep_values import REP_VALUES
from coach.core.fields import Checked, Known, Words
from coach.errors import ConfigError
from coach.paths import configs_dir
from coach.spelling import did_you_mean
from coach.wording.texts import CueWords, Texts

FOLDER = "cues"
ENGLISH = "en"


def _places(text: str) -> set[str]:
    """The {places} of the text; ValueError where they are no plain ones."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise ValueError("has a { or } too many") from None
    # What is more than a name is left in its braces, as no place is called so.
    return {
        name if not spec and not conversion else f"{{{name}}}"
        for _, name, spec, conversion in parts
        if name is not None
    }


def _may_hold(*places: str) -> Checked:
    """Lets only words through that hold no other {places}."""

    def checked(text: str) -> str:
        if not _places(text) <= set(places):
            raise ValueError(f"may hold {_named(places)} only")
        return text

    return Checked(checked)


def _needs(*places: str) -> Checked:
    """Lets only words through that hold these {places}, and no other."""

    def checked(text: str) -> str:
        if not _places(text) <= set(places):
            raise ValueError(f"may hold {_named(places)} only")
        if _places(text) != set(places):
            raise ValueError(f"needs {_named(places)}")
        return text

    return Checked(checked)


def _named(places: Sequence[str]) -> str:
    return " and ".join(f"{{{place}}}" for place in places)


@dataclass(frozen=True, slots=True)
class CueTable:
    """[cues.<key>]; see CueWords. What is shown is what is said, if nothing else is given."""

    say: Words
    show: Words = ""
    sided: bool | None = None

    def words(self, sided: bool = False) -> CueWords:
        """The cue's words, `sided` where the table does not say."""
        return CueWords(
            self.say, self.show or self.say, sided if self.sided is None else self.sided
        )


StateWords = Annotated[Words, _may_hold("joint", "side")]
FindingWords = Annotated[Words, _may_hold("number", "side")]
PaceWords = Annotated[Words, _may_hold("high", "low")]
Counted = Annotated[Words, _needs("n")]
Numbered = Annotated[Words, _needs("number")]


@dataclass(frozen=True, slots=True)
class SidesTable:
    """[sides]"""

    left: Words
    right: Words


@dataclass(frozen=True, slots=True)
class JointsTable:
    """[joints]"""

    shoulder: Words
    elbow: Words
    wrist: Words
    hip: Words
    knee: Words
    ankle: Words
    heel: Words
    toe: Words


@dataclass(frozen=True, slots=True)
class FindingTable:
    """[findings.<key>]: how a finding is told in a sentence, and in a few words on the screen."""

    say: FindingWords
    show: FindingWords


@dataclass(frozen=True, slots=True)
class AssessmentTable:
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


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """[summary]: what a set came to; {all} and {times} are a number with its word."""

    reps: Counted
    one_rep: Words
    holds: Counted
    one_hold: Words
    seconds: Counted
    one_second: Words
    good: Annotated[Words, _needs("good", "all")]
    marks: Annotated[Words, _needs("high", "good")]
    unseen: Counted
    not_judged: Annotated[Words, _needs("why")]
    little_judged: Annotated[Words, _needs("why")]
    pictures: Annotated[Words, _needs("n", "needed")]
    too_low: Counted
    too_short: Counted
    cadence: Numbered
    thigh_angle_peak: Numbered
    knee_flexion_peak: Numbered
    hip_flexion_peak: Numbered
    hold_time: Numbered
    travel: Numbered
    fault: Annotated[Words, _needs("fault", "times")]
    close_of: Annotated[Words, _needs("n", "of")]
    fault_unsure: Annotated[Words, _needs("fault", "times")]
    tip: Annotated[Words, _needs("cue")]
    tip_unsure: Annotated[Words, _needs("cue")]
    change: Annotated[Words, _needs("name", "before", "after", "by", "least", "verdict")]


@dataclass(frozen=True, slots=True)
class TitleTable:
    """[plans.<plan>]: a shipped plan's words in this language."""

    title: Words | None = None
    about: Words | None = None


@dataclass(frozen=True, slots=True)
class DrillTable:
    """[about.<drill>]: a shipped drill's words in this language."""

    title: Words | None = None
    about: Words | None = None
    safety: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsFile:
    """A whole file of words; see Texts."""

    schema: Literal[1]
    sided: Annotated[Words, _needs("side", "line")]
    sides: SidesTable
    joints: JointsTable
    about: dict[str, DrillTable] = field(default_factory=dict)
    plans: dict[str, TitleTable] = field(default_factory=dict)
    cues: dict[str, CueTable]
    states: dict[Annotated[str, Known("states")], StateWords]
    changes: dict[Annotated[str, Known("states")], Words]
    findings: dict[Annotated[str, Known("findings")], FindingTable]
    numbers: dict[Annotated[str, Known("numbers")], Annotated[Words, _needs("value", "error")]]
    units: dict[Annotated[str, Known("units")], Words]
    summary: SummaryTable
    faults: dict[str, Words]
    assessment: AssessmentTable
    drills: dict[str, Words]
    pages: dict[Annotated[str, Known("pages")], Words]


def load_texts(language_or_path: str | Path = ENGLISH) -> Texts:
    """All words of a language; ConfigError has all problems of the first file that has any."""
    english = shipped_english()
    table = read_table(english)
    file = validated(WordsFile, table, english)
    tables = ("states", "findings", "numbers", "units", "pages")
    known = {name: getattr(file, name) for name in tables}
    known["states"] = {**dict.fromkeys(REP_VALUES), **file.states}
    for path in _own_files(language_or_path, english):
        table = merge(table, read_table(path))
        file = validated(WordsFile, table, path, known)
    return _texts(file, Path(language_or_path).stem)


def _texts(file: WordsFile, language: str) -> Texts:
    words = asdict(file) | {"language": language}
    del words["schema"]
    words["cues"] = {key: cue.words() for key, cue in file.cues.items()}
    words["findings"] = {key: CueWords(**lines) for key, lines in words["findings"].items()}
    for part in ("about", "plans"):
        words[part] = {name: _given(lines) for name, lines in words[part].items()}
    return Texts(**words)


def _given(lines: dict[str, str | None]) -> dict[str, str]:
    return {key: line for key, line in lines.items() if line is not None}


def lacking(path: Path) -> tuple[str, ...]:
    """The lines that stay English, as "cues.go", where the file and the shipped one of its
    language do not say them; none for English itself."""
    if path.stem == ENGLISH:
        return ()
    table, shipped = read_table(path), configs_dir() / FOLDER / path.name
    if shipped.is_file() and shipped.resolve() != path.resolve():
        table = merge(read_table(shipped), table)
    present = set(_lines(table))
    return tuple(key for key in _lines(read_table(shipped_english())) if key not in present)


def nameless(path: Path) -> tuple[str, ...]:
    """The numbers of a rep that have no name with this file, and go by what they mean."""
    states = load_texts(path).states
    return tuple(
        name for name, value in REP_VALUES.items() if value.reported and name not in states
    )


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

"""`coach check`: everything that is wrong with one file, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coach.config.assessment import FILE as ASSESSMENT
from coach.config.assessment import AssessmentFile, load_usual
from coach.config.drill_file import DrillFile
from coach.config.drills import FOLDER as DRILLS
from coach.config.drills import drill_names, load_drill
from coach.config.files import read_table
from coach.config.plan_file import PlanFile
from coach.config.plans import FOLDER as PLANS
from coach.config.plans import load_plan, plan_names
from coach.config.prescription_file import PrescriptionFile
from coach.config.prescriptions import FOLDER as PRESCRIPTIONS
from coach.config.prescriptions import load_prescription
from coach.config.problems import keys_of
from coach.config.schema import FEW
from coach.config.settings import FILE as SETTINGS
from coach.config.settings import Settings, load_settings
from coach.config.words import FOLDER as CUES
from coach.config.words import WordsFile, lacking, load_texts, nameless, shipped_english
from coach.errors import ConfigError
from coach.paths import configs_dir
from coach.spelling import did_you_mean


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: the folder or file name it goes by, its keys, and what reads it."""

    place: str
    model: type
    load: Callable[[Path], object]

    def keys(self) -> set[str]:
        return set(keys_of(self.model)) - {"schema"}


def check_file(path: Path) -> list[str]:
    """One line per problem, none if the file is good; its place or else its keys tell its kind."""
    try:
        kind = _kind(path)
        kind.load(path)
        return _unsaid(path) if kind.model is WordsFile else []
    except ConfigError as error:
        return error.problems


def notes_of(path: Path) -> list[str]:
    """What is no mistake in a good file but should be known: lines that are not translated, a
    prescription that has ended."""
    model = _kind(path).model
    if model is PrescriptionFile:
        return _outlived(path)
    return _untranslated(path) if model is WordsFile else []


def _outlived(path: Path) -> list[str]:
    signed = load_prescription(path).prescription
    today = datetime.now().astimezone().date().isoformat()
    return [f"{path}: was valid until {signed.valid_until}"] if signed.ended(today) else []


def _untranslated(path: Path) -> list[str]:
    missing, without = lacking(path), nameless(path)
    notes = [f"{path}: stays English in {len(missing)}: {_few(missing)}"] if missing else []
    texts = load_texts(path)
    for table, words, folder in (
        ("about", texts.about, DRILLS),
        ("plans", texts.plans, PLANS),
    ):
        untold = sorted(path.stem for path in (configs_dir() / folder).glob("*.toml"))
        untold = [name for name in untold if name not in words] if words else []
        notes += [f"{path}: {table}: stays English in: {_few(untold)}"] if untold else []
    return notes + ([f"{path}: states: no name for {_few(without)}"] if without else [])


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return ", ".join(names[:FEW]) + more


def _unsaid(path: Path) -> list[str]:
    """Lines that nothing says: most likely a key that is spelled wrong."""
    texts, known = load_texts(path), load_texts(shipped_english()).cues.keys()
    said = set(known)
    for name in drill_names():
        with suppress(ConfigError):
            said |= {cue for fault in load_drill(name, texts).faults for cue in fault.cues}
    return (
        [
            f"{path}: cues.{key}: no drill says this{did_you_mean(key, known)}"
            for key in texts.cues
            if key not in said
        ]
        + [
            f"{path}: about.{name}: no such drill{did_you_mean(name, drill_names())}"
            for name in texts.about
            if name not in drill_names()
        ]
        + [
            f"{path}: plans.{name}: no such plan{did_you_mean(name, plan_names())}"
            for name in texts.plans
            if name not in plan_names()
        ]
    )


KINDS = (
    FileKind(DRILLS, DrillFile, load_drill),
    FileKind(PLANS, PlanFile, load_plan),
    FileKind(PRESCRIPTIONS, PrescriptionFile, load_prescription),
    FileKind(CUES, WordsFile, load_texts),
    FileKind(SETTINGS, Settings, load_settings),
    FileKind(ASSESSMENT, AssessmentFile, lambda path: load_usual(path=path)),
)


def _kind(path: Path) -> FileKind:
    for kind in KINDS:
        if kind.place in (path.name, path.absolute().parent.name):
            return kind
    table = read_table(path)
    best = max(KINDS, key=lambda kind: len(table.keys() & kind.keys()))
    if not table.keys() & best.keys():
        raise ConfigError(
            [f"{path}: is no drill, plan, prescription, cue or settings file: no key is known"]
        )
    return best

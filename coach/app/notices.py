"""What must be read before a camera session: what the app is (F1), and the belt's rules (F5)."""

from __future__ import annotations

from pathlib import Path

from coach.core.coaching.belt_safety import on_belt
from coach.core.drills.drill import Drill
from coach.core.drills.prescription import Prescription
from coach.records.atomic_files import write_text
from coach.wording.texts import Texts

READ = "read_first.txt"
ABOUT = ("about_1", "about_2", "about_3")
BELT = ("belt_key", "belt_start", "belt_camera", "belt_end")


def about_the_app(texts: Texts) -> tuple[str, ...]:
    """What it is and is not, in sentences."""
    return tuple(texts.states[key] for key in ABOUT)


def belt_rules(drill: Drill, texts: Texts) -> tuple[str, ...]:
    """The rules for a drill on the belt, with its highest speed; none for any other drill."""
    if not on_belt(drill):
        return ()
    rules = [texts.states[key] for key in BELT]
    if drill.belt_max_kmh is not None:
        rules.insert(2, f"{texts.states['belt_max']}: {drill.belt_max_kmh:g} km/h")
    return tuple(rules)


def due(drill: Drill, texts: Texts, folder: Path, *, acknowledged: bool) -> tuple[str, ...]:
    """The lines to be read now: the first only once, as `folder` knows; the belt's every time,
    unless they are `acknowledged`."""
    about = () if (folder / READ).exists() else about_the_app(texts)
    return (*about, *(() if acknowledged else belt_rules(drill, texts)))


def prescribed(prescription: Prescription | None, texts: Texts) -> tuple[str, ...]:
    """Who prescribed it to whom, with the note, line by line; nothing where nobody did."""
    if prescription is None:
        return ()
    words, of = texts.pages, prescription
    until = words["prescribed_until"].format(day=of.valid_until) if of.valid_until else ""
    by = words["prescribed_by"].format(by=of.by, athlete=of.athlete)
    return tuple(filter(None, (by, *map(str.strip, of.note.splitlines()), until)))


def remember(folder: Path, texts: Texts) -> None:
    """Keeps in `folder` that the first text was read, and which words it had.

    Where that cannot be kept, it is shown again.
    """
    lines = "\n".join(about_the_app(texts))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / READ, f"{lines}\n")
    except OSError:
        return

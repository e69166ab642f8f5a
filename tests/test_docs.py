"""What the documents say of the app is so."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
import typer.main

from coach.cli.main import app
from coach.config import load_texts
from coach.screens.margins import KEYS

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "GUIDE.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")]


def first_cells(text: str) -> set[str]:
    """What stands first in the rows of its tables, word by word."""
    cells = re.findall(r"^\| ([^|]+) \|", text, flags=re.MULTILINE)
    return {word.strip("`,") for cell in cells for word in cell.split()}


def test_the_guides_table_of_drills_is_made_from_their_files() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "make_drills_page.py"))
    assert script["guide"]() == GUIDE, "run scripts/make_drills_page.py"
    row = next(row for row in GUIDE.splitlines() if row.startswith("| `a_march_forward` |"))
    assert row.endswith("| from 75° | 50-100 | 30 s, or 10 a leg | up to 4 km/h |")


def test_the_guide_has_every_command() -> None:
    commands = set(typer.main.get_command(app).commands)
    assert commands <= first_cells(GUIDE)


def test_the_guide_has_every_key() -> None:
    states = load_texts().states
    keys = {word for key, _ in KEYS for word in key.format_map(states).split() if word != "/"}
    assert keys <= first_cells(GUIDE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_plan_names_only_files_that_there_are() -> None:
    plan = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/*.]+\.(?:py|toml))`", plan)
    assert named
    there = [name for name in named for top in (ROOT, ROOT / "coach") if any(top.glob(name))]
    assert sorted(there) == sorted(named)


def test_the_page_of_the_drills_is_what_their_files_say() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "make_drills_page.py"))
    made, kept = script["page"](), (ROOT / "docs" / "DRILLS.md").read_text(encoding="utf-8")
    assert made == kept, "run scripts/make_drills_page.py"

"""A file that is no TOML is told with the line, a mark, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.config.files import read_table
from coach.errors import ConfigError

WRONG = {
    "target = 80,5": "write 80.5, not 80,5",
    "valid_until = 31.12.2099": "write 2099-12-31, not 31.12.2099",
    "valid_until = 1.2.2099": "write 2099-02-01, not 1.2.2099",
    "title = \u201cKnees\u201d": "use straight quotes",
    "title = \u201eKnie\u201c": "use straight quotes",
    "seconds\u00a0=\u00a030": "a space that is not a plain one",
    "seconds;30;": "no semicolons",
    'title = "Knees': 'a closing " is missing',
}


@pytest.mark.parametrize(("line", "hint"), WRONG.items())
def test_what_to_write_instead_is_said_below_the_line_it_is_about(
    tmp_path: Path, line: str, hint: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f"schema = 1\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="not valid TOML") as caught:
        read_table(path)
    said, shown, mark = str(caught.value).splitlines()
    assert hint in said
    assert shown.strip() == line.replace("\u00a0", "?")
    assert mark.strip() == "^"
    assert len(mark) <= len(shown) + 1


@pytest.mark.parametrize("line", ["x = " + "a" * 5000, "\t\t\t= 1", "[[[", "=", '""" '])
def test_whatever_the_line_the_message_is_short(tmp_path: Path, line: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ConfigError, match="not valid TOML") as caught:
        read_table(path)
    assert len(str(caught.value).splitlines()) <= 3
    assert len(str(caught.value)) < 400 + len(str(path))

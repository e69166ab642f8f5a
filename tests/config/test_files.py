from pathlib import Path

import pytest

from coach.config import check_file, load_drill, load_settings, load_texts
from coach.config.files import MAX_BYTES, merge
from coach.errors import ConfigError


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'schema = 1\ntitle = "open\n', "not valid TOML: Illegal character '\\n' (at line 2, "),
        (b"schema = 1\nschema = 1\n", "not valid TOML: Cannot overwrite a value (at line 2, "),
        (
            b"schema = 1 1\n",
            "not valid TOML: Expected newline or end of document after a statement",
        ),
        (b"x = " + b"[" * 5000, "not valid TOML: nested too deeply"),
        (b"x = " + b"9" * 5000, "not valid TOML: "),
        (b"title = '\xff\xfe'", "not UTF-8 text; save it as UTF-8"),
        (b"#" * (MAX_BYTES + 1), "too big for a drill, plan, prescription, cue or settings file"),
    ],
)
def test_a_file_that_is_no_toml_is_answered_in_a_line_and_shown_where(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    (problem,) = check_file(path)
    assert problem.startswith(f"{path}: {said}")
    assert len(problem.splitlines()) in (1, 3)
    for load in (load_drill, load_texts, load_settings):
        with pytest.raises(ConfigError, match=r"bad\.toml"):
            load(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    missing = tmp_path / "missing.toml"
    assert check_file(missing) == [f"{missing}: no such file"]
    assert check_file(tmp_path) == [f"{tmp_path}: is a folder; name a .toml file in it"]


def test_a_path_that_no_system_allows_is_answered_in_one_line() -> None:
    for path in ("a\0b.toml", "x" * 5000 + ".toml"):
        (problem,) = check_file(Path(path))
        assert "no such file" in problem or "cannot be read" in problem


def test_a_file_saved_with_a_byte_order_mark_and_windows_lines_is_read(own: Path) -> None:
    path = own / "drills" / "easy.toml"
    path.write_bytes(b'\xef\xbb\xbfschema = 1\r\nextends = "high_knees"\r\n')
    assert load_drill("easy").name == "easy"


def test_a_table_is_merged_and_a_list_is_replaced() -> None:
    under = {"schema": 1, "a": {"x": 1, "y": 2}, "list": [1, 2], "t": {"z": 1}}
    assert merge(under, {"a": {"y": 3}, "list": [4], "t": 5}) == {
        "a": {"x": 1, "y": 3},
        "list": [4],
        "t": 5,
    }

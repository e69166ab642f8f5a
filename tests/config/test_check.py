from pathlib import Path

import pytest

from coach.config import check_file


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("extends = 'high_knees'", "schema: is missing"),
        ("target = 5\nseconds = 1", "title: is missing"),
        ("[cues.jump]\nsay = 'Jump'", "schema: is missing"),
        ("[manner]\ngap_s = 5", "schema: is missing"),
    ],
)
def test_a_file_anywhere_is_known_by_its_keys(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "some.toml"
    path.write_text(content, encoding="utf-8")
    assert f"{path}: {said}" in check_file(path)


def test_a_files_place_goes_before_its_keys(own: Path) -> None:
    path = own / "drills" / "wrong.toml"
    path.write_text("schema = 1\n[manner]\ngap_s = 5\n", encoding="utf-8")
    assert f"{path}: manner: unknown key" in check_file(path)


def test_a_file_of_no_known_kind_says_so(tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text("schema = 1\ncolour = 'red'\n", encoding="utf-8")
    assert check_file(path) == [
        f"{path}: is no drill, plan, prescription, cue or settings file: no key is known"
    ]


def test_a_good_file_has_no_problems(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("schema = 1\nextends = 'high_knees'\nseconds = 10\n", encoding="utf-8")
    assert check_file(path) == []

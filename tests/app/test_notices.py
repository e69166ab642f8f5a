"""What must be read first: once, or before each drill on the belt, and only where a camera is."""

from pathlib import Path

import pytest

from coach.app.notices import about_the_app, belt_rules, due, remember
from coach.config import load_drill, load_texts

TEXTS = load_texts()
BELT, FLOOR = load_drill("high_knees_forward"), load_drill("high_knees")


def test_the_first_text_says_what_the_app_is_not() -> None:
    assert "does not diagnose, treat or prevent" in " ".join(about_the_app(TEXTS))


def test_the_belt_s_rules_name_the_key_the_start_the_camera_and_the_highest_speed() -> None:
    rules = " ".join(belt_rules(BELT, TEXTS))
    for word in ("safety key", "straddling", "2 m behind", "6.4 km/h", "cannot stop the belt"):
        assert word in rules


@pytest.mark.parametrize("drill", ["high_knees", "a_skip_forward"])
def test_a_drill_off_the_belt_has_no_belt_rules(drill: str) -> None:
    assert belt_rules(load_drill(drill), TEXTS) == ()


def test_the_first_text_comes_once_and_the_belt_s_rules_every_time(tmp_path: Path) -> None:
    both = due(BELT, TEXTS, tmp_path / "data", acknowledged=False)
    assert both == (*about_the_app(TEXTS), *belt_rules(BELT, TEXTS))
    remember(tmp_path / "data", TEXTS)
    assert due(BELT, TEXTS, tmp_path / "data", acknowledged=False) == belt_rules(BELT, TEXTS)
    assert due(BELT, TEXTS, tmp_path / "data", acknowledged=True) == ()
    assert due(FLOOR, TEXTS, tmp_path / "data", acknowledged=False) == ()


def test_who_acknowledged_the_belt_has_not_read_what_the_app_is(tmp_path: Path) -> None:
    assert due(BELT, TEXTS, tmp_path, acknowledged=True) == about_the_app(TEXTS)


def test_a_folder_that_cannot_be_written_only_has_it_read_again(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    remember(tmp_path / "data", TEXTS)
    assert due(FLOOR, TEXTS, tmp_path / "data", acknowledged=False) == about_the_app(TEXTS)

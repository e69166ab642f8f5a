from pathlib import Path

import pytest

from coach.config import check_file, load_settings
from coach.core.drills.drill import Manner
from coach.errors import ConfigError

ONE_WRONG_LINE = [
    ("drill = 'high_knee'", "drill: unknown 'high_knee'; did you mean 'high_knees'?"),
    ("language = 'tlh'", "language: unknown 'tlh'; there are: de, en"),
    ("camera.size = [1280]", "camera.size[1]: is missing"),
    ("camera.size = [1280, 720, 3]", "camera.size: needs 2 or fewer entries"),
    ("camera.size = [1280, '720']", "camera.size[1]: needs a whole number, got '720'"),
    ("camera.fsp = 30", "camera.fsp: unknown key; did you mean 'fps'?"),
    ("camera.source = 0", "camera.source: needs text, got 0"),
    ("pose.model = 'fat'", "pose.model: unknown 'fat'; there are: auto, lite, full, heavy"),
    ("screen.mirror = 'no'", "screen.mirror: needs true or false, got 'no'"),
    ("manner.gap = 5", "manner.gap: unknown key; did you mean 'gap_s'?"),
    ("manner.gap_s = -5", "manner.gap_s: must be at least 0, got -5"),
    ("manner = 5", "manner: needs a table, got 5"),
]


@pytest.mark.parametrize(("line", "expected"), ONE_WRONG_LINE)
def test_one_wrong_line_is_answered_with_one_right_line(
    own: Path, line: str, expected: str
) -> None:
    path = own / "coach.toml"
    path.write_text(f"schema = 1\n{line}\n", encoding="utf-8")
    assert check_file(path) == [f"{path}: {expected}"]
    with pytest.raises(ConfigError):
        load_settings()


def test_the_shipped_manner_is_the_cores_own() -> None:
    assert load_settings().manner == Manner()


def test_the_users_settings_lie_on_the_shipped_ones(own: Path, tmp_path: Path) -> None:
    shipped = load_settings()
    (own / "coach.toml").write_text("schema = 1\n[camera]\nfps = 30\n", encoding="utf-8")
    assert load_settings().camera.fps == 30
    assert load_settings().camera.size == shipped.camera.size
    other = tmp_path / "quiet.toml"
    other.write_text('schema = 1\n[sound]\nvoice = false\n[pose]\nmodel = "my.task"\n')
    settings = load_settings(other)
    assert (settings.sound.voice, settings.pose.model) == (False, "my.task")
    assert settings.camera.fps == shipped.camera.fps


def test_settings_named_by_path_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load_settings(tmp_path / "none.toml")

from pathlib import Path

import pytest

from coach import paths


def test_the_users_folders_lie_together_under_coach_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    assert paths.cache_dir() == tmp_path / "cache"
    assert paths.user_config_dir() == tmp_path / "config"
    assert paths.data_dir() == tmp_path / "data"


def test_without_coach_home_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_HOME", "")
    for folder in (paths.cache_dir(), paths.user_config_dir(), paths.data_dir()):
        assert folder.is_absolute()
        assert paths.APP in folder.parts


def test_what_ships_is_found_beside_the_package() -> None:
    assert (paths.configs_dir() / "coach.toml").is_file()
    assert paths.sounds_dir().name == "sounds"

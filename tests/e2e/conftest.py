from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.hurry import SMALL


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders, with their own settings."""
    settings = tmp_path / "config" / "coach.toml"
    settings.parent.mkdir()
    settings.write_text(SMALL, encoding="utf-8")
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    return tmp_path

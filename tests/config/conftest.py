from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's config folder, empty at first."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    folder = tmp_path / "home" / "config"
    for kind in ("drills", "cues"):
        (folder / kind).mkdir(parents=True)
    return folder

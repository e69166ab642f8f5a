"""Where things lie: what ships with the app, and the user's own folders.

COACH_HOME, where set, holds the user's folders as cache/, config/ and data/.
"""

import os
import sys
from pathlib import Path

import platformdirs

APP = "running-drill-coach"

PYTHON = (sys.executable, "-P", "-m")
"""Begins a child process that runs a module; without -P it would be taken from the folder that the
user happens to be in, where anybody may have put one."""


def sounds_dir() -> Path:
    """The shipped sounds."""
    return _shipped("sounds")


def configs_dir() -> Path:
    """The shipped settings, drills, plans and cues."""
    return _shipped("configs")


def cache_dir() -> Path:
    """What can be made or fetched again: pose models, rendered speech. It may not exist yet."""
    return _home("cache") or platformdirs.user_cache_path(APP, appauthor=False)


def user_config_dir() -> Path:
    """The user's own coach.toml, drills/, plans/ and cues/. It may not exist yet."""
    return _home("config") or platformdirs.user_config_path(APP, appauthor=False)


def data_dir() -> Path:
    """The recorded sessions. It may not exist yet."""
    return _home("data") or platformdirs.user_data_path(APP, appauthor=False)


def sessions_dir() -> Path:
    """Where the recorded sessions lie. It may not exist yet."""
    return data_dir() / "sessions"


def _shipped(name: str) -> Path:
    here = Path(__file__).parent
    in_wheel = here / "data" / name
    return in_wheel if in_wheel.is_dir() else here.parent / name


def _home(name: str) -> Path | None:
    home = os.environ.get("COACH_HOME")
    return Path(home) / name if home else None

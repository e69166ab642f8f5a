"""TOML files: found by name, read with one line for whatever is wrong, laid over one another."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from coach.config.toml_hints import explained
from coach.errors import ConfigError
from coach.paths import configs_dir, user_config_dir
from coach.spelling import did_you_mean

Table = dict[str, Any]

MAX_BYTES = 1_000_000


def is_path(name_or_path: str | Path) -> bool:
    """True for a Path, a .toml file, or anything with a folder in it; else it is a name."""
    if isinstance(name_or_path, Path):
        return True
    return name_or_path.endswith(".toml") or "/" in name_or_path or "\\" in name_or_path


def named_files(folder: str) -> dict[str, list[Path]]:
    """All files of configs/<folder> by name; the user's own stands before the shipped one."""
    found: dict[str, list[Path]] = {}
    for home in (user_config_dir(), configs_dir()):
        for path in sorted((home / folder).glob("*.toml")):
            if not path.name.startswith("."):
                found.setdefault(path.stem, []).append(path)
    return found


def named_file(folder: str, name_or_path: str | Path) -> Path:
    """The file that a path or a name means; ConfigError for a name of which there is none."""
    if is_path(name_or_path):
        return Path(name_or_path)
    files = named_files(folder)
    if name_or_path not in files:
        hint = did_you_mean(str(name_or_path), files) or ";"
        lists = f"'coach {folder}' lists them"
        raise ConfigError([f"no {folder[:-1]} named {name_or_path!r}{hint} {lists}"])
    return files[str(name_or_path)][0]


def read_table(path: Path) -> Table:
    """The file's content as it stands; ConfigError in one line where it is no TOML file."""
    text = read_text(path)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigError([f"{path}: not valid TOML: nested too deeply"]) from None
    except ValueError as error:  # TOMLDecodeError, and int()'s own for a number of 5,000 digits
        why = explained(_one_line(str(error)), text)
        raise ConfigError([f"{path}: not valid TOML: {why}"]) from None


def merge(under: Table, over: Table) -> Table:
    """`over` laid on `under`, table by table; a list or a value replaces the one below it.

    Each file has to name its own schema, so the one of `under` is left out.
    """
    return _merge({key: under[key] for key in under if key != "schema"}, over)


def _merge(under: Table, over: Table) -> Table:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            value = _merge(below, value)
        merged[key] = value
    return merged


def read_text(path: Path) -> str:
    """The file as it stands; ConfigError in one line where it cannot be read."""
    try:
        if path.is_dir():
            raise ConfigError([f"{path}: is a folder; name a .toml file in it"])
        if not path.is_file():
            raise ConfigError([f"{path}: no such file"])
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(
                [f"{path}: too big for a drill, plan, prescription, cue or settings file"]
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError([f"{path}: not UTF-8 text; save it as UTF-8"]) from None
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror or error}"]) from None


def _one_line(text: str) -> str:
    return " ".join(text.split())[:160]

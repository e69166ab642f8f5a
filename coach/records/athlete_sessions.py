"""What belongs to an athlete: the sessions whose session.json carries their id, and nothing else.

Only real folders straight under the sessions' folder are looked at. A link is never followed.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from coach.errors import RecordError
from coach.records.atomic_files import whole_file, writing
from coach.records.session_file import About, read_about


def folders_in(root: Path) -> Iterator[Path]:
    """The real folders straight under `root`, by name; none where there is no such folder."""
    try:
        found = sorted(root.iterdir())
    except OSError:
        return
    real = root.resolve()
    for path in found:
        # A junction of Windows is no symlink, but leads elsewhere as well.
        if path.is_dir() and path.resolve() == real / path.name:
            yield path


def _readable_about(folder: Path) -> About | None:
    """What the folder's session.json tells; None where there is none that can be read."""
    try:
        return read_about(folder)
    except RecordError:
        return None


def is_of(folder: Path, athlete: str) -> bool:
    """Whether its session.json says that it is of the athlete with this id."""
    about = _readable_about(folder)
    return about is not None and about.athlete is not None and about.athlete.id == athlete


def sessions_of(root: Path, athlete: str) -> list[Path]:
    """The folders of the athlete with this id."""
    return [path for path in folders_in(root) if is_of(path, athlete)]


def sessions_by_athlete(root: Path) -> Mapping[str, int]:
    """How many sessions each athlete has, by their ids."""
    found: dict[str, int] = {}
    for about in map(_readable_about, folders_in(root)):
        if about is not None and about.athlete is not None:
            found[about.athlete.id] = found.get(about.athlete.id, 0) + 1
    return found


def delete_sessions(folders: list[Path], athlete: str) -> None:
    """Deletes these folders, each only if it still is theirs; RecordError where one stays."""
    stays = []
    for folder in folders:
        if folder.is_symlink() or not is_of(folder, athlete):
            continue
        try:
            shutil.rmtree(folder)
        except OSError as error:
            stays.append(f"{folder} ({error.strerror or error})")
    if stays:
        raise RecordError(f"could not delete {', '.join(stays)}: close what uses it, and try again")


def export_sessions(folders: list[Path], texts: Mapping[str, str], file: Path) -> None:
    """A new zip of the folders and of `texts`, each a file by its name; whole or not at all."""
    if file.exists():
        raise RecordError(f"{file} is there already: give another name")
    with (
        writing(file),
        whole_file(file) as whole,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as zipped,
    ):
        for name, text in texts.items():
            zipped.writestr(name, text.encode())
        for folder in folders:
            for path in _files(folder):
                zipped.write(path, _member(folder, path))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path


def _member(folder: Path, path: Path) -> str:
    """A path below sessions/ that can be unpacked anywhere."""
    parts = (folder.name, *path.relative_to(folder).parts)
    return "/".join(("sessions", *(re.sub(r'[\x00-\x1f<>:"\\|?*]', "_", part) for part in parts)))

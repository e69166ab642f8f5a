"""mediapipe from 0.10.35 on posts usage metrics; a camera at home must not. This fails the day
a version that can is resolved."""

import mmap
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

LIBRARIES = {".so", ".dylib", ".dll"}


def libraries():
    package = Path(find_spec("mediapipe").origin).parent
    return [path for path in package.rglob("*") if path.suffix in LIBRARIES]


def holds(path, words):
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(words) >= 0


def test_the_version_is_one_without_an_http_logger():
    assert Version("0.10.30") <= Version(metadata.version("mediapipe")) < Version("0.10.32")


def test_the_app_asks_for_no_later_one():
    project = Path(__file__).parents[2] / "pyproject.toml"
    asked = next(line for line in project.read_text("utf-8").splitlines() if '"mediapipe' in line)
    assert not Requirement(asked.strip(' ",')).specifier.contains("0.10.32")


def test_it_needs_nothing_for_a_network():
    needed = {Requirement(line).name for line in metadata.requires("mediapipe") or ()}
    assert needed == {"absl-py", "numpy", "flatbuffers", "sounddevice"}


def test_its_library_knows_no_address_for_metrics():
    found = libraries()
    assert any(holds(path, b"PoseLandmarker") for path in found), "the search finds what is there"
    for words in (b"play.googleapis.com", b"HttpLoggingClient", b"curl_easy_init"):
        assert [path.name for path in found if holds(path, words)] == []


@pytest.mark.parametrize("name", ["certifi", "requests", "urllib", "http.client", "socket"])
def test_its_python_imports_no_network_module(name):
    package = Path(find_spec("mediapipe").origin).parent / "tasks" / "python"
    lines = (f"import {name}", f"from {name} ")
    guilty = [
        path.name
        for path in package.rglob("*.py")
        if any(line.startswith(lines) for line in path.read_text("utf-8").splitlines())
    ]
    assert guilty == []

from pathlib import Path

import pytest

from coach.app.opening import open_source
from coach.cameras.live_camera import LiveCamera
from coach.cameras.video import Video
from coach.errors import CameraError
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.synthetic import SyntheticCamera


def test_a_number_is_a_camera_of_this_computer() -> None:
    camera = open_source("1")
    assert isinstance(camera, LiveCamera)
    assert camera.info.name == "camera 1"


@pytest.mark.parametrize("url", ["http://10.0.0.2:8080/video", "https://a/b", "RTSP://cam/live"])
def test_an_address_is_a_network_camera(url: str) -> None:
    camera = open_source(url)
    assert isinstance(camera, LiveCamera)
    assert camera.info.name.lower() == url.lower()


def test_a_path_is_a_video(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.touch()
    assert isinstance(open_source(str(path)), Video)


def test_synthetic_is_the_athlete_that_is_given() -> None:
    camera = open_source(
        "synthetic", athlete=SimulatedRunner("stand"), seconds=2, size=(32, 24), fps=10
    )
    assert isinstance(camera, SyntheticCamera)
    assert camera.info.frames == 20


@pytest.mark.parametrize(
    "text",
    ["", " ", "nonsense", "missing.mp4", "-1", "123456789012", "ftp://a/b", "http://", "x" * 5000],
)
def test_what_means_nothing_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(CameraError) as error:
        open_source(text)
    assert len(str(error.value).splitlines()) == 1
    assert "address" in str(error.value)


def test_a_folder_is_refused_when_it_is_entered(tmp_path: Path) -> None:
    with pytest.raises(CameraError, match="is a folder"), open_source(str(tmp_path)):
        pass

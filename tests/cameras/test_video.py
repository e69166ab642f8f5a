import shutil
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from coach.cameras.video import Video
from coach.errors import CameraError

FFMPEG = shutil.which("ffmpeg")
ODD = Path(__file__).parents[3] / "shared" / "clips" / "odd"
ODD_FILES = sorted(ODD.glob("*")) if ODD.is_dir() else [ODD / "absent"]

needs_ffmpeg = pytest.mark.skipif(FFMPEG is None, reason="ffmpeg is not installed")


def written(
    path: Path, frames: int = 30, fps: float = 30.0, size: tuple[int, int] = (64, 48)
) -> Path:
    codec = "mp4v" if path.suffix == ".mp4" else "MJPG"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), fps, size)
    noise = np.random.default_rng(1)
    for _ in range(frames):
        writer.write(noise.integers(0, 255, (size[1], size[0], 3), np.uint8))
    writer.release()
    return path


def ffmpeg(*arguments: str) -> None:
    assert FFMPEG
    subprocess.run([FFMPEG, "-v", "error", "-y", *arguments], check=True)


def turned(path: Path, size: tuple[int, int]) -> Path:
    """The file with the display matrix of a phone held upright: a quarter turn clockwise."""
    data = bytearray(path.read_bytes())
    matrix = data.index(b"tkhd") + 44
    one = 1 << 16
    numbers = (0, one, 0, -one, 0, 0, size[1] * one, 0, 1 << 30)
    data[matrix : matrix + 36] = b"".join(n.to_bytes(4, "big", signed=True) for n in numbers)
    path.write_bytes(data)
    return path


def times(path: Path) -> list[float]:
    with Video(path) as video:
        return [frame.t for frame in video]


def refused(path: Path, why: str) -> None:
    with pytest.raises(CameraError, match=why) as error, Video(path):
        pass
    assert len(str(error.value).splitlines()) == 1
    assert path.name in str(error.value)


def test_frames_have_the_times_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "clip.mp4", frames=10, fps=25)
    assert times(path) == pytest.approx([number / 25 for number in range(10)], abs=1e-6)


def test_the_file_tells_its_size_rate_and_length(tmp_path: Path) -> None:
    with Video(written(tmp_path / "clip.mp4", frames=10, fps=25)) as video:
        info = video.info
    assert (info.name, info.size, info.fps, info.frames) == ("clip.mp4", (64, 48), 25, 10)
    assert not info.live
    assert info.note == ""


@needs_ffmpeg
def test_a_variable_frame_rate_keeps_its_gaps(tmp_path: Path) -> None:
    steady, gappy = written(tmp_path / "steady.mp4"), tmp_path / "gappy.mp4"
    gap = "select='not(between(n,10,19))'"
    ffmpeg("-i", str(steady), "-vf", gap, "-vsync", "vfr", "-c:v", "mpeg4", str(gappy))
    steps = np.diff(times(gappy))
    assert steps.max() == pytest.approx(11 / 30, abs=1e-3)
    assert np.median(steps) == pytest.approx(1 / 30, abs=1e-3)


@needs_ffmpeg
def test_a_file_without_time_stamps_is_taken_as_evenly_spaced_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "bare.h264"
    clip = written(tmp_path / "clip.mp4", frames=10, fps=25)
    ffmpeg("-i", str(clip), "-c:v", "libx264", "-f", "h264", str(path))
    assert times(path) == pytest.approx([number / 25 for number in range(10)], abs=1e-6)
    with Video(path) as video:
        assert video.info.note == "no usable time stamps: taken as 25 per second"
        assert video.info.frames is None


@needs_ffmpeg
def test_times_rise_where_the_stamps_of_a_file_start_again(tmp_path: Path) -> None:
    path = tmp_path / "twice.ts"
    clip = written(tmp_path / "clip.mp4", frames=10, fps=25)
    ffmpeg("-i", str(clip), "-c:v", "mpeg2video", "-f", "mpegts", str(path))
    path.write_bytes(2 * path.read_bytes())
    steps = np.diff(times(path))
    assert len(steps) > 15
    assert steps.min() > 0
    assert steps.max() < 0.1


def test_a_video_filmed_upright_is_turned_upright(tmp_path: Path) -> None:
    path = turned(written(tmp_path / "phone.mp4"), (64, 48))
    with Video(path) as video:
        assert video.info.size == (48, 64)
        assert next(iter(video)).image.shape == (64, 48, 3)


def test_a_video_that_breaks_off_just_ends(tmp_path: Path) -> None:
    path = written(tmp_path / "clip.avi", frames=30)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert 5 < len(times(path)) < 25


def test_a_video_whose_index_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "clip.mp4")
    path.write_bytes(path.read_bytes()[:-2000])
    refused(path, "is not a video that can be read")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "missing.mp4", "cannot read")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, "is a folder, not a video")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp4"
    path.touch()
    refused(path, "is empty")


def test_a_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.mp4"
    path.write_text("high knees\n" * 100, encoding="utf-8")
    refused(path, "is not a video that can be read")


def test_a_picture_named_as_a_video_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.mp4"
    path.write_bytes(cv2.imencode(".jpg", np.zeros((48, 64, 3), np.uint8))[1].tobytes())
    refused(path, "holds a single picture, not a video")


def test_a_video_of_one_frame_is_refused(tmp_path: Path) -> None:
    refused(written(tmp_path / "one.mp4", frames=1), "holds a single picture, not a video")


@pytest.mark.skipif(not ODD.is_dir(), reason="the odd clips are not on this machine")
@pytest.mark.parametrize("path", ODD_FILES, ids=lambda path: path.name)
def test_an_odd_file_is_refused_and_nothing_is_printed(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    refused(path, "not a video|is empty")
    assert capfd.readouterr() == ("", "")


def test_nothing_is_printed_for_a_broken_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "clip.mp4")
    path.write_bytes(path.read_bytes()[:-2000])
    refused(path, "is not a video that can be read")
    assert capfd.readouterr() == ("", "")

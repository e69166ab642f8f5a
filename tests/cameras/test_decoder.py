"""Files as people bring them: each is shown as a player shows it, or refused in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from coach.cameras.decoder import one_field, square, turned
from coach.cameras.video import Video
from coach.core.types import Image
from coach.errors import CameraError

SIZE = 192, 128


def picture(number: int) -> Image:
    """A bright block that goes to the right over a slope of grey."""
    width, height = SIZE
    image = np.repeat(np.linspace(60, 120, width).astype(np.uint8)[None, :, None], height, 0)
    image = np.repeat(image, 3, 2)
    image[32:96, 8 + 2 * number : 40 + 2 * number] = 230
    return image


def encoded(
    path: Path,
    codec: str,
    *,
    options: dict[str, str] | None = None,
    stamps: Sequence[int] = range(25),
    shape: Fraction | None = None,
) -> Path:
    """A video of `picture`s, 25 a second where the `stamps` are one after the other."""
    movie = {"movflags": "faststart"} if path.suffix == ".mp4" else {}
    with av.open(str(path), "w", options=movie) as file:
        stream = file.add_stream(codec, rate=25, options=options or {})
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        if shape:
            stream.sample_aspect_ratio = shape
        for number, stamp in enumerate(stamps):
            frame = av.VideoFrame.from_ndarray(picture(number), format="bgr24")
            frame.pts, frame.time_base = stamp, Fraction(1, 25)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def images(path: Path) -> list[Image]:
    with Video(path) as video:
        return [frame.image for frame in video]


def times_and_note(path: Path) -> tuple[list[float], str]:
    """The note as it is after the file was closed."""
    with Video(path) as video:
        times = [frame.t for frame in video]
    return times, video.info.note


INTERLACED = {
    "h264.mp4": ("libx264", {"x264-params": "tff=1"}),
    "mpeg2.ts": ("mpeg2video", {"flags": "+ilme+ildct", "b": "4M"}),
    "mpeg2.vob": ("mpeg2video", {"flags": "+ilme+ildct", "b": "4M"}),
}


@pytest.mark.parametrize("name", INTERLACED)
def test_an_interlaced_file_is_seen(tmp_path: Path, name: str) -> None:
    codec, options = INTERLACED[name]
    seen = images(encoded(tmp_path / name, codec, options=options))
    assert len(seen) == 25
    for number in (0, 12, 24):
        off = np.abs(seen[number].astype(int) - picture(number)).mean()
        assert off < 6, f"picture {number} is off by {off:.1f} of 255"


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("av1.mkv", "libsvtav1"),
        ("vp9.webm", "libvpx-vp9"),
        ("h265.mp4", "libx265"),
        ("x.flv", "flv"),
    ],
)
def test_a_codec_that_phones_and_screens_write_is_seen(
    tmp_path: Path, name: str, codec: str
) -> None:
    seen = images(encoded(tmp_path / name, codec))
    assert len(seen) == 25
    assert np.abs(seen[12].astype(int) - picture(12)).mean() < 8


def test_of_an_interlaced_picture_one_moment_is_shown() -> None:
    woven = np.zeros((64, 64, 3), np.uint8)
    woven[::2, 8:24], woven[1::2, 40:56] = 255, 255
    seen = one_field(woven)
    assert seen.shape == woven.shape
    assert (seen[:, 8:24] == 255).all()
    assert not seen[:, 40:56].any()


def test_pixels_that_are_not_square_are_made_so(tmp_path: Path) -> None:
    path = encoded(tmp_path / "wide.mp4", "libx264", shape=Fraction(4, 3))
    with Video(path) as video:
        assert video.info.size == (256, 128)
        assert next(iter(video)).image.shape == (128, 256, 3)


@pytest.mark.parametrize("shape", [0.0, -1.0, 0.01, 5000.0])
def test_a_shape_that_no_pixel_has_is_left(shape: float) -> None:
    image = picture(0)
    assert square(image, shape) is image


QUARTERS: dict[str, tuple[list[list[int]], Callable[[Image], Image]]] = {
    "as it is": ([[1, 0], [0, 1]], lambda image: image),
    "clockwise": ([[0, 1], [-1, 0]], lambda image: np.rot90(image, -1)),
    "the other way": ([[0, -1], [1, 0]], lambda image: np.rot90(image, 1)),
    "on its head": ([[-1, 0], [0, -1]], lambda image: np.rot90(image, 2)),
    "in a mirror": ([[-1, 0], [0, 1]], lambda image: image[:, ::-1]),
    "in a mirror below": ([[1, 0], [0, -1]], lambda image: image[::-1]),
    "turned in a mirror": ([[0, 1], [1, 0]], lambda image: image.transpose(1, 0, 2)),
}


@pytest.mark.parametrize("name", QUARTERS)
@pytest.mark.parametrize("scale", [1, 65536])
def test_a_picture_is_turned_and_mirrored_as_its_file_asks(name: str, scale: int) -> None:
    matrix, shown = QUARTERS[name]
    seen = turned(picture(3), scale * np.array(matrix, np.float64))
    assert np.array_equal(seen, shown(picture(3)))


@pytest.mark.parametrize("matrix", [[[0, 0], [0, 0]], [[1, 1], [-1, 1]], [[1, 1], [1, 1]]])
def test_a_turn_that_is_no_quarter_is_left(matrix: list[list[int]]) -> None:
    image = picture(3)
    assert turned(image, np.array(matrix, np.float64)) is image


def test_a_gap_of_an_hour_is_left_out_and_told(tmp_path: Path) -> None:
    path = encoded(tmp_path / "gap.mkv", "mpeg4", stamps=[*range(10), *range(90_000, 90_010)])
    times, note = times_and_note(path)
    steps = np.diff(times)
    assert steps.max() == pytest.approx(2.0, abs=0.01)
    assert np.median(steps) == pytest.approx(0.04, abs=1e-3)
    assert "its time stamps leap by 3598 s" in note


def test_a_gap_of_some_seconds_is_as_long_as_it_was(tmp_path: Path) -> None:
    path = encoded(tmp_path / "gap.mkv", "mpeg4", stamps=[*range(10), *range(100, 110)])
    times, note = times_and_note(path)
    assert np.diff(times).max() == pytest.approx(91 / 25, abs=0.01)
    assert not note


def test_a_file_that_ends_before_its_header_says_so(tmp_path: Path) -> None:
    path = encoded(tmp_path / "clip.mp4", "mpeg4")
    data = path.read_bytes()
    whole, note = times_and_note(path)
    assert not note
    path.write_bytes(data[: len(data) * 2 // 3])
    cut, note = times_and_note(path)
    assert 5 < len(cut) < len(whole)
    assert f"cut short: it ends after {cut[-1]:.1f} s of 1.0 s" in note


def test_a_video_that_is_left_early_is_not_called_cut_short(tmp_path: Path) -> None:
    with Video(encoded(tmp_path / "clip.mp4", "mpeg4")) as video:
        next(iter(video))
        assert not video.info.note


def test_a_damaged_middle_is_told(tmp_path: Path) -> None:
    path = encoded(tmp_path / "clip.mp4", "libx264", options={"g": "1"})
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half : half + 600] = np.random.default_rng(1).bytes(600)
    path.write_bytes(data)
    times, note = times_and_note(path)
    assert 10 < len(times) < 25
    assert f"{25 - len(times)} of its pictures could not be decoded" in note


def test_a_name_with_a_colon_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    encoded(Path("clip.mp4"), "mpeg4").rename("http:clip.mp4")
    assert len(images(Path("http:clip.mp4"))) == 25


def test_an_unknown_codec_is_told_with_the_way_out(tmp_path: Path) -> None:
    path = encoded(tmp_path / "clip.mp4", "libx264")
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzz9"))
    with pytest.raises(CameraError, match=r"codec of .* is not known here: save it as H\.264"):
        images(path)


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile http://127.0.0.1:9/a.mp4\n",
    ],
)
@pytest.mark.parametrize("name", ["list.mp4", "list.m3u8"])
def test_a_list_of_addresses_is_no_video(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(CameraError, match="not a video that can be read"):
        images(path)

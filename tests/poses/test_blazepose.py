"""What is ours around mediapipe; the tests marked `model` run the real networks."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import mediapipe as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.cameras.video import Video
from coach.core.types import Frame
from coach.errors import PoseError
from coach.poses.alternate import alternate
from coach.poses.blazepose import BlazePose, Ticks, _quiet, to_mp_image
from coach.poses.landmarks import on_grid
from coach.poses.model_file import find_model, model_bytes

ROOT = Path(__file__).parents[2]
CLIP = ROOT.parent / "shared/clips/rendered/d01_highknees_good_sideL.mp4"


@pytest.fixture(scope="module")
def model():
    try:
        return find_model()
    except PoseError as error:
        pytest.skip(f"{error}, or set COACH_MODEL_DIR")


@pytest.fixture(scope="module")
def frames():
    """The first 12 frames of a rendered athlete doing high knees."""
    if not CLIP.is_file():
        pytest.skip(f"there is no {CLIP.name} beside the project")
    with Video(CLIP) as video:
        return [frame for frame, _ in zip(video, range(12), strict=False)]


def landmarks(found):
    nobody = np.full((33, 5), np.nan, np.float32)
    return np.array([nobody if pose is None else pose.raw for _, pose in found])


def test_importing_it_does_not_import_mediapipe():
    code = "import sys, coach.poses.blazepose as b; sys.exit('mediapipe' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@given(
    top=st.integers(0, 5),
    left=st.integers(0, 5),
    down=st.sampled_from([1, -1, 2]),
    right=st.sampled_from([1, -1, 3]),
    channels=st.sampled_from([1, -1]),
)
def test_any_view_of_a_picture_is_read_right(top, left, down, right, channels):
    whole = np.arange(40 * 30 * 3, dtype=np.uint32).astype(np.uint8).reshape(40, 30, 3)
    view = whole[top:30, left:25][::down, ::right, ::channels]
    picture = to_mp_image(view)  # numpy_view() points into it
    assert np.array_equal(picture.numpy_view(), np.ascontiguousarray(view)[..., ::-1])


def test_a_picture_can_be_used_again_at_once():
    picture = np.zeros((20, 20, 3), np.uint8)
    given = to_mp_image(picture)
    picture[:] = 255
    assert not given.numpy_view().any()


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((8, 8), np.uint8),
        np.zeros((8, 8, 4), np.uint8),
        np.zeros((8, 8, 3), np.float32),
        np.zeros((1, 8, 8, 3), np.uint8),
    ],
    ids=["grey", "four channels", "floats", "a stack"],
)
def test_another_kind_of_picture_is_refused(picture):
    with pytest.raises(PoseError, match="must be"):
        to_mp_image(picture)


def test_milliseconds_count_from_the_first_frame():
    ticks = Ticks()
    assert [ticks.ms(4096 + n / 30) for n in range(4)] == [0, 33, 67, 100]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_milliseconds_rise_whatever_the_times_do(times):
    ticks = Ticks()
    given = [ticks.ms(t) for t in times]
    assert all(isinstance(ms, int) for ms in given)
    assert all(later > earlier for earlier, later in pairwise(given))


@pytest.mark.parametrize(
    ("t", "jumped"), [(10.9, False), (11.1, True), (9.1, False), (8.9, True), (10.0, False)]
)
def test_more_than_a_second_forwards_or_backwards_is_a_jump(t, jumped):
    ticks = Ticks()
    assert not ticks.jumped(10.0)
    ticks.ms(10.0)
    assert ticks.jumped(t) is jumped


def test_lines_of_c_code_are_kept_off_the_terminal(capfd):
    with _quiet():
        os.write(2, b"W0000 noise\n")
    os.write(2, b"a real error\n")
    assert capfd.readouterr().err == "a real error\n"


def test_a_python_error_comes_through_the_quiet():
    with pytest.raises(ZeroDivisionError), _quiet():
        _ = 1 / 0


def test_two_threads_that_are_quiet_leave_the_terminal_as_it_was(capfd):
    def shout():
        for _ in range(50):
            with _quiet():
                os.write(2, b"noise\n")

    threads = [threading.Thread(target=shout) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.write(2, b"still here\n")
    assert capfd.readouterr().err == "still here\n"


def test_a_model_cut_short_is_told_in_one_line(tmp_path):
    path = tmp_path / "cut.task"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(PoseError, match="cut short or damaged"), BlazePose(path):
        pass


def test_a_whole_bundle_of_useless_networks_is_told_in_one_line(tmp_path, bundle):
    path = tmp_path / "useless.task"
    path.write_bytes(bundle)
    with pytest.raises(PoseError, match=r"useless\.task cannot run: ") as told, BlazePose(path):
        pass
    assert "\n" not in str(told.value)


@pytest.mark.model
def test_without_its_mask_the_model_gives_the_same_landmarks_bit_by_bit(model, frames, monkeypatch):
    """The athlete leaves the picture and comes back, so that both networks are asked."""
    empty = [replace(frame, image=np.zeros_like(frame.image)) for frame in frames[4:6]]
    seen = [*frames[:4], *empty, *frames[6:]]
    monkeypatch.setattr("coach.poses.blazepose.on_grid", lambda raw: raw)
    with BlazePose(model, 1) as quick:
        cut = landmarks(list(quick.poses(seen)))
    monkeypatch.setattr("coach.poses.blazepose.model_bytes", Path.read_bytes)
    with BlazePose(model, 1) as slow:
        whole = landmarks(list(slow.poses(seen)))
    assert model_bytes(model) != model.read_bytes()
    assert not np.isnan(whole).all()
    assert np.array_equal(cut, whole, equal_nan=True)


@pytest.mark.model
def test_one_worker_is_the_plain_loop(model, frames):
    vision = mp.tasks.vision
    options = vision.PoseLandmarkerOptions(
        base_options=mp.tasks.BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.VIDEO,
    )
    with vision.PoseLandmarker.create_from_options(options) as net:
        seen = [
            net.detect_for_video(to_mp_image(f.image), round(f.t * 1000)).pose_landmarks[0]
            for f in frames
        ]
    plain = [[(p.x, p.y, p.z, p.visibility, p.presence) for p in found] for found in seen]
    with BlazePose(model, workers=1) as estimator:
        ours = landmarks(estimator.poses(frames))
    assert np.array_equal(ours, on_grid(np.array(plain, np.float32)))


@pytest.mark.model
def test_two_workers_are_two_plain_loops_on_alternate_frames(model, frames):
    with BlazePose(model, workers=2) as estimator:
        both = landmarks(estimator.poses(frames))
    for first in (0, 1):
        with BlazePose(model, workers=1) as estimator:
            alone = landmarks(estimator.poses(frames[first::2]))
        assert np.array_equal(both[first::2], alone)


@pytest.mark.model
def test_the_clocks_start_does_not_matter(model, frames):
    late = [Frame(f.t + 5000, f.index, f.image) for f in frames[:8]]
    with BlazePose(model) as estimator:
        early = landmarks(estimator.poses(frames[:8]))
    with BlazePose(model) as estimator:
        assert np.array_equal(landmarks(estimator.poses(late)), early)


@pytest.mark.model
@pytest.mark.parametrize("shift_s", [1000, -1000])
def test_after_a_jump_in_time_it_starts_afresh(model, frames, shift_s):
    again = [Frame(f.t + shift_s, f.index, f.image) for f in frames[:6]]
    with BlazePose(model) as estimator:
        found = landmarks(estimator.poses([*frames[:6], *again]))
    assert np.array_equal(found[6:], found[:6])


@pytest.mark.model
def test_nothing_of_mediapipes_is_seen_on_the_terminal(model, frames, tmp_path):
    np.savez(tmp_path / "frames.npz", [frame.image for frame in frames[:4]])
    code = f"""
import sys
from pathlib import Path
import numpy as np
from coach.core.types import Frame
from coach.poses.blazepose import BlazePose
images = np.load({str(tmp_path / "frames.npz")!r})["arr_0"]
frames = [Frame(n / 30, n, image) for n, image in enumerate(images)]
with BlazePose(Path({str(model)!r})) as estimator:
    sys.exit(not all(pose for _, pose in estimator.poses(frames)))
"""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_a_failing_landmarker_is_a_pose_error_for_the_caller():
    def failing(frame):
        raise PoseError("the pose model failed: out of memory")

    with pytest.raises(PoseError, match="out of memory"):
        list(alternate([Frame(0.0, 0, np.zeros((2, 2, 3), np.uint8))], [failing, failing]))

"""The model is chosen by what this computer can do and the camera gives, and by nothing else."""

from contextlib import nullcontext

import pytest

from coach.core.types import Frame
from coach.poses.choice import AutoPose, RememberedRates, choose

ALL = ("lite", "full", "heavy")


@pytest.mark.parametrize(
    ("fps", "chosen"),
    [(24, "heavy"), (40, "heavy"), (41, "full"), (60, "full"), (93, "full"), (94, "lite")],
)
def test_the_best_is_taken_that_finds_one_and_a_half_times_the_pictures(fps, chosen):
    rates = {"heavy": 60.0, "full": 140.0, "lite": 200.0}
    assert choose(ALL, fps, rates.__getitem__) == chosen


def test_where_none_keeps_up_the_quickest_is_taken():
    assert choose(ALL, 30, lambda name: 10.0) == "lite"


def test_what_is_not_here_is_not_chosen():
    assert choose(("lite", "full"), 30, lambda name: 1000.0) == "full"


def test_nothing_is_measured_where_there_is_no_choice():
    assert choose(("full",), 30, {}.__getitem__) == "full"


def test_no_more_is_measured_than_the_choice_needs():
    asked = []
    choose(ALL, 30, lambda name: asked.append(name) or 60.0)
    assert asked == ["heavy"]


@pytest.fixture
def measured():
    return []


def rates_in(file, measured, computer="mine", fps=60.0):
    def measure(model):
        measured.append(model.stem)
        return fps

    return RememberedRates(file, measure, computer)


def test_a_rate_is_measured_once(tmp_path, measured):
    file = tmp_path / "cache" / "rates.json"
    assert [rates_in(file, measured)("heavy") for _ in range(2)] == [60.0, 60.0]
    assert measured == ["pose_landmarker_heavy"]


def test_another_computer_is_measured_anew(tmp_path, measured):
    file = tmp_path / "rates.json"
    rates_in(file, measured)("heavy")
    assert rates_in(file, measured, "another", 20.0)("heavy") == 20.0
    assert len(measured) == 2


@pytest.mark.parametrize("content", ["", "[]", '{"computer": "mine"}', '{"computer": "mine", "ra'])
def test_a_damaged_file_is_measured_anew(tmp_path, measured, content):
    file = tmp_path / "rates.json"
    file.write_text(content)
    assert rates_in(file, measured)("full") == 60.0


def test_where_nothing_can_be_kept_it_is_measured_each_time(tmp_path, measured):
    (tmp_path / "file").touch()
    rates = rates_in(tmp_path / "file" / "rates.json", measured)
    assert (rates("full"), rates("full")) == (60.0, 60.0)


class Nobody(nullcontext):
    def __init__(self, model):
        super().__init__(self)
        self.model = model

    def poses(self, frames):
        return ((frame, None) for frame in frames)


def test_the_model_is_chosen_when_the_camera_is_open():
    pose = AutoPose(lambda: "heavy", Nobody)
    assert pose.model == ""
    with pose:
        assert pose.model == "heavy"
        frame = Frame(0.0, 0, None)
        assert list(pose.poses([frame])) == [(frame, None)]

"""What is drawn on the second video."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.config import load_texts
from coach.core.drills.plan import Step
from coach.core.session.progress import Progress
from coach.core.session.snapshot import Snapshot
from coach.core.types import Cue, CueKind, Image, Side
from coach.videos.overlay import Overlay
from tests.screens.pictures import DRILL, snapshot

GREY = np.full((720, 1280, 3), 90, np.uint8)
STEP = Progress("p", 1, 1, 1, 1, 1, Step(DRILL, 20.0))


def drawn(shot: Snapshot) -> np.ndarray:
    """Where the overlay differs from the picture."""
    return (Overlay(load_texts()).paint(shot) != shot.frame.image).any(axis=2)


def moment(**told: object) -> Snapshot:
    return replace(snapshot(image=GREY.copy()), progress=STEP, **told)


def test_the_picture_itself_stays_as_it_was() -> None:
    shot = moment()
    assert drawn(shot).any()
    np.testing.assert_array_equal(shot.frame.image, GREY)


def test_each_joint_is_marked_where_it_is_and_not_in_a_mirror() -> None:
    shot = moment()
    marks = drawn(shot)
    assert shot.pose is not None
    for x, y in shot.pose.xy.round().astype(int):
        assert marks[-y, x]


def test_nobody_and_hidden_joints_are_not_drawn() -> None:
    pose = moment().pose
    assert pose is not None
    nowhere = replace(pose, xy=np.full_like(pose.xy, np.nan))
    assert not drawn(moment(pose=None))[200:500].any()
    assert not drawn(moment(pose=nowhere))[200:500].any()


@pytest.mark.parametrize("size", [(90, 160), (360, 640), (1280, 720)])
def test_it_fits_any_picture(size: tuple[int, int]) -> None:
    small: Image = np.full((*size, 3), 90, np.uint8)
    assert drawn(replace(snapshot(image=small), progress=STEP, pose=None)).any()


def test_a_cue_stands_at_the_foot_while_it_is_shown() -> None:
    cue = Cue(12.0, "knee_to_line", CueKind.CORRECTION, Side.LEFT)
    assert drawn(moment(pose=None, shown=cue))[630:].sum() > 2000
    assert not drawn(moment(pose=None, shown=None))[630:].any()

"""A small session of one athlete, without a camera or a core."""

from dataclasses import replace
from types import MappingProxyType, SimpleNamespace

import numpy as np
import pytest

from coach.config import load_texts
from coach.core.judging.result import FaultCount, Metric, SetResult
from coach.core.session.snapshot import Snapshot
from coach.core.types import (
    Count,
    Cue,
    CueKind,
    Frame,
    Kinematics,
    Pose,
    Quality,
    Reason,
    Rep,
    Side,
    View,
    ViewEstimate,
)
from coach.poses.landmarks import on_grid
from coach.wording.texts import CueWords, Texts

FPS = 30.0
IMAGE = np.zeros((480, 640, 3), np.uint8)


@pytest.fixture
def texts():
    return Texts(
        language="en",
        cues={
            "knee_up": CueWords("Knee up", "Drive the knee"),
            "go": CueWords("Go", "Go", sided=False),
        },
        states={
            "not_graded_view": "not graded in this view",
            "steps_per_min": "steps/min",
            "part_hidden": "I can't see your {side} {joint}",
            "view": "not from this side",
        },
        numbers={"deg": "{value}° ± {error}"},
        summary=load_texts().summary,
        sides={Side.LEFT: "Left", Side.RIGHT: "Right"},
        joints={"ankle": "ankle"},
        sided="{side}: {line}",
    )


@pytest.fixture
def result():
    return SetResult(
        drill="high_knees",
        view=View.LEFT,
        frames=300,
        frames_with_pose=290,
        duration_s=9.9666,
        fps=30.00001,
        counts={Side.LEFT: Count(6, 4, 1, 5, 0), Side.RIGHT: Count(5, None)},
        cadence=float("nan"),
        metrics={
            ("thigh_angle_peak", Side.LEFT): Metric(71.23456, float("nan"), 6, "deg", 4.1),
            ("trunk_lean", None): Metric(3.0, 1.0, 6, "deg", float("nan")),
        },
        faults=(FaultCount("knee_low", Side.LEFT, 3), FaultCount("lean_back", None, 1)),
        cues=(
            Cue(0.5, "go", CueKind.SET),
            Cue(4.20049, "knee_up", CueKind.CORRECTION, Side.LEFT),
        ),
        not_measured={"pelvic_drop": Reason("view")},
    )


def kinematics(index, **values):
    known = {("thigh_angle", Side.LEFT): 12.345, ("trunk_lean", None): -0.001, **values}
    return Kinematics(index / FPS, index, MappingProxyType(known), Quality(frozenset({Side.LEFT})))


def rep(number, side=Side.LEFT, *, end=float("nan"), good=None, t=1.0, faults=()):
    values = {"thigh_angle_peak": 81.239, "knee_lift_ratio_peak": float("nan")}
    return Rep(t, side, number, t - 0.4, t - 0.1, end, values, good, good, faults)


def raw(index):
    return on_grid(np.random.default_rng(index).random((33, 5), np.float32))


def snapshot(index, *, pose=True, lag=3, **fields):
    """Frame `index`, with the kinematics settled of the one `lag` frames before."""
    frame = Frame(index / FPS, index, IMAGE)
    seen = Pose(frame.t, np.zeros((16, 2)), np.ones(16), (640, 480), raw(index)) if pose else None
    smoothed = (kinematics(index - lag),) if index >= lag else ()
    base = Snapshot(
        *(frame.t, frame, seen, ViewEstimate(View.LEFT), Quality(), kinematics(index), None, seen),
        smoothed,
    )
    return replace(base, **fields)


@pytest.fixture
def make():
    """The makers of this file, by name."""
    return SimpleNamespace(kinematics=kinematics, rep=rep, raw=raw, snapshot=snapshot)

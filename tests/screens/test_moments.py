"""The screens around a set: getting into place, the rest, the summary, a hold, a held-up hand."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from types import MappingProxyType

import numpy as np
import pytest

from coach.config import load_texts
from coach.core.drills.drill import Feedback
from coach.core.drills.kinds import Kind
from coach.core.drills.plan import Step, WantedView
from coach.core.drills.rules import Band
from coach.core.judging.result import SetResult
from coach.core.session.closing import BestDrill, Closing
from coach.core.session.demonstration import Demonstration
from coach.core.session.progress import Progress
from coach.core.session.snapshot import Check, Replayed, Snapshot
from coach.core.types import Count, Cue, CueKind, Image, Phase, Pose, Rep, Side, View
from coach.screens.ink import GOOD, OUT, Ink
from coach.screens.overlay import painters
from coach.screens.placing import LOOKS, paint_placing
from coach.screens.recall import Recall
from coach.screens.rest import paint_rest
from coach.screens.ring import ASKED, paint_gesture, paint_hold
from coach.screens.shown import paint_demonstration
from coach.screens.summary import VERDICTS, paint_summary, summed_up
from coach.screens.work import sounded
from coach.wording.report_card import ChangeRow, Report
from coach.wording.texts import CueWords
from tests.screens.pictures import (
    DRILL,
    SIZE,
    STATUS,
    TEXTS,
    black,
    painted,
    rows_of,
    scene,
    side_pose,
    snapshot,
    told,
    used,
)

WINDOWS = [(1280, 720), (1920, 1080), (800, 600), (600, 900), (3440, 1440)]
CHECKS = (
    Check("light", True, "more_light"),
    Check("distance", False, "step_back"),
    Check("view", False, "turn_front"),
    Check("level", None, "level_camera"),
)
SAID = replace(
    TEXTS,
    cues={**TEXTS.cues, "step_back": CueWords("Step back", "Step back a little", sided=False)},
)
SET_UP = replace(snapshot(phase=Phase.SETUP), checks=CHECKS)


def resting(left_s: float = 11.2, feedback: Feedback = Feedback.FULL) -> Snapshot:
    counts = MappingProxyType({Side.LEFT: Count(10, 9), Side.RIGHT: Count(10, 10)})
    last = SetResult(
        *("high_knees", View.FRONT, 1, 1, 20.0, 30.0, counts, 171.0),
        *(MappingProxyType({}), (), (), MappingProxyType({})),
    )
    step = Step(DRILL, 20.0, rest_s=20.0, sets=2, feedback=(feedback,))
    progress = Progress("p", 1, 3, 1, 2, 1, step, in_set=False, next_drill=DRILL, last=last)
    return replace(snapshot(phase=Phase.REST, left_s=left_s), progress=progress)


def drawn(drill: object, view: View, t: float) -> tuple[Image, Pose]:
    return black(SIZE), side_pose(20, 80)


def rep(side: Side, number: int, value: float) -> Rep:
    values = {"thigh_angle_peak": value}
    high = DRILL.target.holds(value)
    return Rep(1.0, side, number, 0.0, 0.5, 1.0, values, high, high)


REPS = tuple(rep(side, n, 70.0 + 4 * n) for side in Side for n in range(5))
OVER = snapshot(phase=Phase.DONE)
SUMMED = replace(STATUS, reps=REPS)
WORDS = load_texts()
LOW = Cue(0.0, "knee_to_line", CueKind.CORRECTION, Side.LEFT)
CLOSING = Closing(545.0, 4, 5, best=BestDrill(DRILL, 30, 35), practise=LOW)
CHANGES = Report("Before and after", changes=(ChangeRow("Knee drive", "54 > 61", "better"),) * 9)


def test_the_first_check_that_fails_is_said_in_large_words(ink: Ink) -> None:
    written = told(paint_placing, scene(ink, SET_UP, texts=SAID)).words
    assert [(words, tall >= 48) for words, tall, _ in written if words == "Step back a little"] == [
        ("Step back a little", True)
    ]


def test_no_mark_means_anything_by_its_colour_alone() -> None:
    for marks in (LOOKS, VERDICTS, ASKED):
        shapes = [mark for mark, _ in marks.values()]
        assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize("wanted", [WantedView.LEFT, WantedView.REAR, WantedView.SIDE])
def test_where_the_laptop_goes_is_drawn_and_said(ink: Ink, wanted: WantedView) -> None:
    step = Step(replace(DRILL, views=frozenset(View)), 20.0, view=wanted)
    moment = replace(snapshot(phase=Phase.SETUP), progress=Progress("p", 1, 2, 1, 1, 1, step))
    line = CueWords(f"Laptop {wanted}", f"Laptop {wanted}", sided=False)
    texts = replace(TEXTS, cues={f"view_{wanted}": line})
    assert f"Laptop {wanted}" in " ".join(
        told(paint_placing, scene(ink, moment, texts=texts)).texts
    )


def test_the_rest_counts_down_and_tells_the_set_in_three_things(ink: Ink) -> None:
    written = told(paint_rest, scene(ink, resting())).words
    tall = {words: height for words, height, _ in written}
    assert min(tall["12"], tall["9/10"], tall["10/10"]) >= 48
    assert {TEXTS.states["as_before"], f"{TEXTS.states['next']}: {DRILL.title}"} <= set(tall)


def test_of_a_probe_nothing_is_told_in_the_rest(ink: Ink) -> None:
    words = told(paint_rest, scene(ink, resting(feedback=Feedback.NONE))).texts
    assert "9/10" not in words


def test_the_drill_that_comes_is_shown_with_its_line_and_one_thing_to_watch(ink: Ink) -> None:
    watch = Cue(nan, "knee_to_line", CueKind.CORRECTION)
    shows = Demonstration(DRILL, View.LEFT, 2.0, watch)
    moment = scene(ink, replace(resting(), shows=shows), texts=WORDS, drawn=drawn)
    assert "Knee up to the line" in told(paint_rest, moment).texts
    assert rows_of(painted(paint_rest, moment), GOOD) is not None


def test_a_drill_that_is_asked_for_fills_the_window(ink: Ink) -> None:
    shows = Demonstration(DRILL, View.LEFT, 2.0)
    paused = replace(snapshot(phase=Phase.PAUSED), shows=shows)
    assert paint_demonstration in painters(scene(ink, paused, texts=WORDS, drawn=drawn))


def test_the_last_reps_are_played_with_what_they_and_the_best_one_came_to(ink: Ink) -> None:
    again = Replayed(side_pose(20, 61), side_pose(20, 84), Side.RIGHT, 61.0, 84.0)
    moment = scene(ink, replace(resting(), again=again), texts=WORDS)
    assert {"Right 61°", "best 84°"} <= set(told(paint_rest, moment).texts)
    without = scene(ink, replace(resting(feedback=Feedback.NONE), again=again), texts=WORDS)
    assert "best 84°" not in told(paint_rest, without).texts, "of a probe nothing is told"


def test_each_leg_has_its_counts_and_its_reps_against_the_target(ink: Ink) -> None:
    moment = scene(ink, OVER, SUMMED)
    tall = {words: height for words, height, _ in told(paint_summary, moment).words}
    assert tall["7/9"] >= 48
    canvas = painted(paint_summary, moment)
    assert rows_of(canvas, GOOD) is not None
    assert rows_of(canvas, OUT) is not None


def test_a_probe_has_no_summary_and_a_plan_has_its_changes(ink: Ink) -> None:
    assert summed_up(scene(ink, OVER))
    assert not summed_up(scene(ink, replace(OVER, quiet=True)))
    assert not summed_up(scene(ink, OVER, replace(STATUS, report=Report("What stands out"))))
    over = replace(OVER, quiet=True, closing=CLOSING)
    changed = scene(ink, over, replace(STATUS, report=CHANGES), texts=WORDS)
    assert summed_up(changed)
    assert {"Knee drive", "54 > 61", WORDS.states["better"]} <= set(
        told(paint_summary, changed).texts
    )


def test_the_last_page_of_a_plan_tells_it_in_large_words(ink: Ink) -> None:
    over = scene(ink, replace(OVER, closing=CLOSING), texts=WORDS)
    tall = {words: height for words, height, _ in told(paint_summary, over).words}
    told_of = ("9:05 min", "4 of 5", "High knees, in place: 30 of 35", "Left: knee up to the line")
    assert min(tall[words] for words in told_of) >= 48


def test_a_set_alone_ends_with_what_it_came_to_and_the_next_thing_to_do(ink: Ink) -> None:
    told_of = (Cue(0.0, "some_reached", CueKind.SET, numbers=(8, 13)),)
    alone = replace(CLOSING, planned=1, told=told_of)
    written = told(paint_summary, scene(ink, replace(OVER, closing=alone), SUMMED, texts=WORDS))
    assert {"8 of 13 reached the target.", "Left: knee up to the line"} <= set(written.texts)


@pytest.mark.parametrize("size", WINDOWS)
def test_nothing_leaves_its_place_in_any_window(ink: Ink, size: tuple[int, int]) -> None:
    for painter, moment in (
        (paint_rest, scene(ink, resting(), size=size)),
        (paint_summary, scene(ink, OVER, SUMMED, size=size)),
        (
            paint_summary,
            scene(
                ink,
                replace(OVER, closing=CLOSING),
                replace(STATUS, report=CHANGES),
                size=size,
                texts=WORDS,
            ),
        ),
        (paint_placing, scene(ink, SET_UP, size=size, texts=SAID)),
    ):
        place, layout = used(painted(painter, moment)), moment.layout
        assert place.left >= layout.header.left - 2
        assert place.right <= layout.header.right + 2
        assert layout.header.bottom <= place.top
        assert place.bottom <= layout.strip.top + 2


@pytest.mark.parametrize(("held", "ticked"), [(0.0, False), (12.0, False), (31.0, True)])
def test_a_hold_is_told_in_seconds_and_ticked_once_it_is_enough(
    ink: Ink, held: float, ticked: bool
) -> None:
    drill = replace(DRILL, kind=Kind.HOLD, target=Band(30.0, 30.0))
    moment = replace(snapshot(), held={Side.LEFT: held})
    here = scene(ink, moment, drill=drill)
    area = here.layout.panels[Side.LEFT].inflate(-20, -200)
    words = told(lambda canvas, of: paint_hold(canvas, of, Side.LEFT, area), here).texts
    assert words[0] == f"{held:.0f}"
    assert len(words) == 1
    canvas = painted(lambda canvas, of: paint_hold(canvas, of, Side.LEFT, area), here)
    assert (rows_of(canvas, GOOD) is not None) is ticked


def test_a_held_up_hand_is_told_in_a_ring_and_in_words(ink: Ink) -> None:
    up = replace(snapshot(), gesture=("end", 0.5))
    assert told(paint_gesture, scene(ink, up)).texts == [TEXTS.states["key_end"]]
    paused = replace(snapshot(phase=Phase.PAUSED), gesture=("pause", 0.5))
    assert told(paint_gesture, scene(ink, paused)).texts == [TEXTS.states["go_on"]]


def test_the_tone_of_a_good_rep_is_seen_too_and_never_flickers(ink: Ink) -> None:
    heard = replace(STATUS, tones=(("good_left", 11.5),))
    assert sounded(scene(ink, snapshot(t=12.0), heard), Side.LEFT)
    assert not sounded(scene(ink, snapshot(t=12.0), heard), Side.RIGHT)
    # At 180 steps a minute each side sounds every 0.67 s: the mark stands all the while.
    assert sounded(scene(ink, snapshot(t=12.2), heard), Side.LEFT)
    assert not sounded(scene(ink, snapshot(t=13.0), heard), Side.LEFT)


def test_the_pictures_of_the_last_seconds_of_work_are_kept_small() -> None:
    recall = Recall()
    assert recall.at(0.0) is None
    for n in range(300):
        recall.take(snapshot(t=n / 30, image=np.full((720, 1280, 3), n % 256, np.uint8)))
    kept = recall.at(9.0)
    assert kept is not None
    assert kept.shape == (360, 640, 3)
    assert kept[0, 0, 0] == pytest.approx((9 * 30) % 256, abs=2)
    oldest = recall.at(0.0)
    assert oldest is not None
    assert oldest[0, 0, 0] == pytest.approx((300 - 5 * 30) % 256, abs=4)
    recall.take(snapshot(t=11.0, phase=Phase.REST, left_s=nan))
    assert recall.at(9.0) is kept

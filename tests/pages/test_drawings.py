"""Drawings inside of a page: told in words too, and without anything from outside."""

import re
from xml.etree import ElementTree

import numpy as np

from coach.config import load_texts
from coach.core.drills.rules import Band
from coach.core.types import Side
from coach.pages.charts import (
    LOOKS,
    Labels,
    Marks,
    Pair,
    SetSpan,
    binned,
    curve_chart,
    pair_chart,
    rep_chart,
)
from coach.pages.cycle import Curve
from coach.pages.svg import Alt

SIDES = load_texts().sides
LABELS = Labels("Rep", "Knee drive, °", SIDES, "Target")
ALT = Alt("Knee drive: each rep", "Left: 13 reps from 55 to 72.")


def reps(n=13):
    rng = np.random.default_rng(1)
    return {
        side: Marks(np.arange(n) * 2.0 + (side is Side.RIGHT), rng.normal(70, 5, n))
        for side in Side
    }


def drawn():
    one = Curve("thigh_angle", Side.LEFT, np.linspace(0, 60, 101), np.full(101, 4.0), 20, 0.3)
    both, looks = (61.0, 54.0), [(SIDES[side], LOOKS[side]) for side in Side]
    return [
        rep_chart(reps(), Band(75, 120), LABELS, ALT),
        curve_chart([("Left", LOOKS[Side.LEFT], one)], LABELS, ALT),
        pair_chart([Pair("Knee drive", both, both)], looks, LABELS, ALT),
    ]


def test_every_drawing_says_what_it_shows() -> None:
    for drawing in drawn():
        root = ElementTree.fromstring(drawing.text)
        title, told = root.find("title"), root.find("desc")
        assert title is not None
        assert told is not None
        assert (title.text, told.text) == (ALT.title, ALT.description)
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {told.attrib['id']}"


def test_a_drawing_refers_to_nothing_but_itself() -> None:
    for drawing in drawn():
        assert "http" not in drawing.text
        assert "<style" not in drawing.text
        references = re.findall(r'(?:href=|src=|url\()"?([^")]+)', drawing.text)
        assert references
        assert all(f'id="{one[1:]}"' in drawing.text for one in references)


def test_the_same_is_drawn_the_same() -> None:
    assert [one.text for one in drawn()] == [one.text for one in drawn()]


def test_words_stay_words() -> None:
    chart = rep_chart(reps(), Band(75, 120), Labels("$x^2$", "<b>&", SIDES, "Target"), ALT)
    texts = [node.text for node in ElementTree.fromstring(chart.text).iter("text")]
    assert {"$x^2$", "<b>&", "Left", "Right", "Target"} <= set(texts)


def test_left_and_right_differ_in_shape_too() -> None:
    text = rep_chart(reps(), Band(75, 120), LABELS, ALT).text
    marks = {
        found for found in re.findall(r'href="#(\w+)"', text) if text.count(f'"#{found}"') >= 13
    }
    assert len(marks) == 2


def test_thousands_of_reps_make_no_large_drawing() -> None:
    chart = rep_chart(reps(5000), Band(75, 120), LABELS, ALT)
    assert len(chart.text) < 80_000
    x, mean, low, high = binned(reps(5000)[Side.LEFT])
    assert len(x) <= 200
    assert (low <= mean).all()
    assert (mean <= high).all()


def test_no_mark_is_a_mean_of_two_sets() -> None:
    x = np.concatenate((np.arange(500.0), np.arange(600.0, 1101.0)))
    marks = Marks(x, np.where(x < 550, 60.0, 80.0))
    _, mean, low, high = binned(marks, [0.0, 600.0])
    assert set(mean.tolist()) == {60.0, 80.0}
    assert (low == high).all()


def test_sets_stand_apart_each_with_its_name_and_target() -> None:
    spans = [SetSpan("First", 0, 12, Band(75, 120)), SetSpan("Last", 16, 28, Band(80, 120))]
    chart = rep_chart(reps(), Band(75, 120), LABELS, ALT, sets=spans)
    texts = [node.text for node in ElementTree.fromstring(chart.text).iter("text")]
    assert {"First", "Last"} <= set(texts)
    assert "Rep" not in texts
    assert chart.text.count("#dcebe0") >= 2


def test_a_rep_that_was_not_measured_is_not_drawn() -> None:
    x, y, *_ = binned(Marks(np.arange(3.0), np.array([60.0, np.nan, 62.0])))
    assert x.tolist() == [0, 2]
    assert y.tolist() == [60, 62]

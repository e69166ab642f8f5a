"""What stands out, on the screen once the set is done."""

from dataclasses import replace

import pytest

from coach.core.types import Phase
from coach.screens.ink import Ink
from coach.screens.layout import lay_out
from coach.screens.summary import paint_report
from coach.wording.report_card import Report
from coach.wording.texts import FindingWords
from tests.screens.pictures import STATUS, painted, scene, snapshot, told, used

KNEE = FindingWords(
    "24° ± 4", "Right knee lift", "usual at 10 km/h is 25 to 38", "Practise: A-march", ""
)
FEW = Report("What stands out", (KNEE,), ("Not measured: pelvic drop",))
MANY = Report("What stands out", (KNEE,) * 3, ("Not measured: " + "sway, width " * 12,) * 6)
DONE = snapshot(phase=Phase.DONE)
WINDOWS = [(1280, 720), (1920, 1080), (800, 600), (640, 360), (600, 900), (3440, 1440)]


def status(report: Report | None):
    return replace(STATUS, report=report)


def test_number_range_and_practice_are_shown_once_the_set_is_done(ink: Ink) -> None:
    words = told(paint_report, scene(ink, DONE, status(FEW))).texts
    assert words == [
        "What stands out",
        "24° ± 4",
        "Right knee lift",
        "usual at 10 km/h is 25 to 38",
        "Practise: A-march",
        "Not measured: pelvic drop",
    ]


def test_before_the_end_and_without_a_report_nothing_is_shown(ink: Ink) -> None:
    assert told(paint_report, scene(ink, snapshot(), status(FEW))).texts == []
    assert told(paint_report, scene(ink, DONE)).texts == []
    assert told(paint_report, scene(ink, None, status(FEW))).texts == []


def test_three_findings_can_be_read_from_afar(ink: Ink) -> None:
    few_notes = replace(MANY, notes=("Not measured: sway (film from behind or the front)",) * 3)
    words = told(paint_report, scene(ink, DONE, status(few_notes))).words
    tall = {text: height for text, height, _ in words}
    assert tall["24° ± 4"] >= 48
    assert tall["Right knee lift"] >= 0.035 * 720


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("size", WINDOWS)
def test_a_long_report_stays_within_its_plate(ink: Ink, size: tuple[int, int], large: bool) -> None:
    layout = lay_out(size, large_text=large)
    place = used(painted(paint_report, scene(ink, DONE, status(MANY), size, layout=layout)))
    assert place.top >= layout.header.bottom
    assert place.bottom <= layout.strip.top
    assert place.left >= layout.header.left
    assert place.right <= layout.header.right

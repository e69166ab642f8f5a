import pytest
from pygame import Rect

from coach.core.types import Side
from coach.screens.ink import Ink, blend
from coach.screens.layout import inside, lay_out
from coach.screens.marks import SHAPES, Symbol


def test_the_same_word_is_made_once(ink: Ink) -> None:
    assert ink.word("172", 40, (1, 2, 3)) is ink.word("172", 40, (1, 2, 3))


@pytest.mark.parametrize("text", ["7", "Left: knee up", "Äg°", "-"])
def test_a_word_is_as_high_as_it_was_asked_to_be(ink: Ink, text: str) -> None:
    word = ink.word(text, 60, (255, 255, 255))
    assert word.get_size() == (ink.width(text, 60), 60)
    assert word.get_bounding_rect().height <= 60


def test_short_text_stands_on_one_line_as_high_as_allowed(ink: Ink) -> None:
    assert ink.fit("Up", 600, (80, 60)) == (80, ("Up",))


def test_long_text_takes_two_lines_where_that_is_larger(ink: Ink) -> None:
    height, lines = ink.fit("knee up to the line with every step", 500, (80, 60))
    assert len(lines) == 2
    assert height > ink.fit("knee up to the line with every step", 500, (80,))[0]
    assert all(ink.width(line, height) <= 500 for line in lines)


def test_two_lines_are_as_even_as_they_can_be(ink: Ink) -> None:
    assert ink.fit("one two three four", 200, (20, 18))[1] == ("one two three four",)
    assert ink.fit("one two three four", 110, (20, 18))[1] == ("one two", "three four")


def test_every_mark_has_its_own_shape(ink: Ink) -> None:
    assert set(SHAPES) == set(Symbol)
    pictures = {ink.mark(mark, 40, (255, 255, 255)).get_buffer().raw for mark in Symbol}
    assert len(pictures) == len(Symbol)


def test_blending_goes_from_one_colour_to_the_other() -> None:
    assert blend((200, 100, 0), (0, 0, 0), 0.5) == (100, 50, 0)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("size", [(1280, 720), (800, 600), (640, 360), (600, 900), (3440, 1440)])
def test_no_area_lies_on_another_or_outside(size: tuple[int, int], large: bool) -> None:
    layout = lay_out(size, large_text=large)
    areas = [layout.header, *layout.panels.values(), layout.middle, layout.cue, layout.strip]
    assert all(Rect(0, 0, *size).contains(area) for area in areas)
    for i, area in enumerate(areas):
        assert area.collidelist(areas[i + 1 :]) == -1


def test_large_text_is_larger() -> None:
    assert lay_out((1280, 720), large_text=True).unit == pytest.approx(7.2 * 1.2)


@pytest.mark.parametrize("size", [(1, 1), (40, 30), (100, 2000), (2000, 100)])
def test_the_smallest_window_still_has_every_area(size: tuple[int, int]) -> None:
    layout = lay_out(size)
    assert layout.panels[Side.LEFT].height >= 1
    assert inside(layout.middle, (1280, 720)).size >= (1, 1)

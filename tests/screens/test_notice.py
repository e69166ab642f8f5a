from dataclasses import replace

import pytest

from coach.screens.banner import paint_notice
from coach.screens.ink import Ink
from tests.screens.pictures import STATUS, painted, scene, snapshot, used


@pytest.mark.parametrize("lines", [1, 8, 14])
@pytest.mark.parametrize("size", [(1280, 720), (640, 900)])
def test_every_line_of_a_notice_is_painted(ink: Ink, lines: int, size: tuple[int, int]) -> None:
    def picture(last: str) -> bytes:
        words = (*(f"line {n} and some more words" for n in range(lines - 1)), last)
        status = replace(STATUS, notice=words)
        return painted(paint_notice, scene(ink, snapshot(), status, size)).get_buffer().raw

    assert picture("belt") != picture("key")


def test_without_a_notice_nothing_is_painted(ink: Ink) -> None:
    assert used(painted(paint_notice, scene(ink, snapshot()))).size == (0, 0)

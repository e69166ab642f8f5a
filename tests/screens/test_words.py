from coach.config import load_texts
from coach.screens.words import WORDS


def test_english_has_every_word_that_a_screen_shows() -> None:
    assert set(load_texts("en").states) >= WORDS

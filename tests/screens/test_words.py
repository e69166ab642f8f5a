import ast
from collections.abc import Iterator
from importlib.resources import files

from coach.config import load_texts
from coach.core.compare.change import ChangeVerdict
from coach.core.types import Phase
from coach.screens.margins import KEYS, PLAN_KEYS
from coach.screens.ring import ASKED

CHECKS = "light", "person", "body", "distance", "view", "level", "rate"


def test_english_has_every_word_that_a_screen_shows() -> None:
    wanted = set(_named())
    assert {"starting", "at_top", "replay"} <= wanted
    wanted |= {word for _, word in (*KEYS, *PLAN_KEYS, *ASKED.values())}
    wanted |= {
        "to_go",
        "too_high",
        "key_space",
        "key_page_down",
        "key_page_up",
        "start_keys",
        "start_name_keys",
    }
    wanted |= {f"check_{check}" for check in CHECKS}
    wanted |= {*Phase, *ChangeVerdict} - {ChangeVerdict.TOO_FEW}
    assert wanted <= load_texts("en").states.keys()


def _named() -> Iterator[str]:
    """Each key that a screen takes from the states by its name."""
    for path in files("coach.screens").iterdir():
        if path.name.endswith(".py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Subscript(value=states, slice=ast.Constant(value=str(key))):
                        if ast.unparse(states).endswith("states"):
                            yield key

"""Which words a language's cues need spoken, and which of them ship as WAVs."""

from __future__ import annotations

import json
from pathlib import Path

from coach.core.session.results import MOST_SAID
from coach.core.types import Side
from coach.wording.texts import Texts, has_places, split_at_places

ENGLISH = "en"
INDEX = "index.json"


def spoken(texts: Texts) -> dict[str, str]:
    """All words by the name of their clip: `go`, or `toes_up-left` where the cue has sides."""
    plain = {
        key: texts.say(key)
        for key, line in texts.cues.items()
        if not line.sided and not has_places(line.say)
    }
    sided = {
        f"{key}-{side}": texts.say(key, side)
        for key, line in texts.cues.items()
        if line.sided
        for side in Side
    }
    return dict(sorted((plain | sided | _parts(texts)).items()))


def _parts(texts: Texts) -> dict[str, str]:
    """What lines with numbers are put together from: their words, and every number."""
    lines = {key: line.say for key, line in texts.cues.items() if has_places(line.say)}
    words = {
        f"{key}-{n}": part
        for key, line in lines.items()
        for n, part in enumerate(split_at_places(line))
        if not has_places(part)
    }
    return words | {f"number-{n}": str(n) for n in range(1, MOST_SAID + 1) if lines}


def shipped(texts: Texts, sounds_dir: Path) -> dict[str, Path]:
    """Words to WAV: the shipped English clips, if the texts are English."""
    folder = sounds_dir / ENGLISH
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    wavs = {words: folder / f"{name}.wav" for name, words in index.items()}
    return wavs if texts.language == ENGLISH else {}

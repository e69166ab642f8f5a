"""Which words a language's cues need spoken, and which of them ship as WAVs."""

from __future__ import annotations

import json
from pathlib import Path

from coach.core.types import Side
from coach.wording.texts import Texts

ENGLISH = "en"
INDEX = "index.json"


def spoken(texts: Texts) -> dict[str, str]:
    """All words by the name of their clip: `go`, or `toes_up-left` where the cue has sides."""
    plain = {key: texts.say(key) for key, line in texts.cues.items() if not line.sided}
    sided = {
        f"{key}-{side}": texts.say(key, side)
        for key, line in texts.cues.items()
        if line.sided
        for side in Side
    }
    return dict(sorted((plain | sided).items()))


def shipped(texts: Texts, sounds_dir: Path) -> dict[str, Path]:
    """Words to WAV: the shipped English clips, if the texts are English."""
    folder = sounds_dir / ENGLISH
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    wavs = {words: folder / f"{name}.wav" for name, words in index.items()}
    return wavs if texts.language == ENGLISH else {}

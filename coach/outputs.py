"""Builds what the athlete sees and hears; libraries load only then."""

from __future__ import annotations

import sys

from coach.edges import Kit
from coach.paths import sounds_dir
from coach.ports import Screen, Voice


def open_screen(kit: Kit) -> tuple[Screen, str | None]:
    """A window, or text with the key of the texts' states that says why."""
    from coach.screens.text import TextScreen

    if kit.wish.headless:
        return TextScreen(kit.drill, kit.texts, sys.stdout), None
    from coach.screens.window import Window, display_problem
    from coach.story import shown

    if display_problem():
        keys = sys.stdin if sys.stdin and sys.stdin.isatty() else None
        return TextScreen(kit.drill, kit.texts, sys.stdout, keys), "no_display"
    window = Window(
        kit.drill,
        kit.texts,
        full_screen=kit.wish.full_screen or kit.settings.full_screen,
        mirror=kit.settings.mirror,
        large_text=kit.wish.large_text or kit.settings.large_text,
        high_contrast=kit.wish.high_contrast or kit.settings.high_contrast,
        replay=kit.settings.replay and not kit.wish.fast,
        pose_of=shown,
    )
    return window, None


def open_voice(kit: Kit) -> Voice:
    """The tones and the spoken cues, as the settings have them."""
    if kit.wish.silent:
        from coach.voices.silent import Silent

        return Silent()
    from coach.voices.clips import Clips
    from coach.voices.render import Speech, speech_dir

    settings, texts = kit.settings, kit.texts
    speech = Speech(speech_dir(), texts.language)
    return Clips(texts, sounds_dir(), speech, voice_on=settings.voice, tones_on=kit.tones)

"""Voices: how cues and tones are heard."""

import os

# Else pygame greets on standard output, where `--json` has its place.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

"""The one door to the sound card: pygame's mixer behind a lock."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

import numpy as np
import pygame
import pygame.mixer
import pygame.sndarray

RATE = 44_100
BUFFER = 512
"""Samples in a buffer, 12 ms: smaller ones crackle under load, larger ones come late."""

URGENT, SPEECH, METRONOME = 0, 1, 2
_RESERVED = 3
_LAST_WORDS_S = 1.0


class Mixer:
    """Plays sounds on channels; it never raises, and does nothing unless it is open.

    After `close` nothing may reach pygame's mixer: playing then would end the process. pygame
    has one mixer, so have one Mixer in a process. Load sounds on the thread that opens.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_open = False
        self._closed = False
        self.problem: str | None = None

    def open(self) -> bool:
        """Opens the default device; meanwhile all of Python stands still, 0.1 s where there is
        no device."""
        _hush_alsa()
        try:
            pygame.mixer.init(RATE, -16, 2, BUFFER)
        except pygame.error as error:
            self.problem = f"no sound: {' '.join(str(error).split())}"
            return False
        pygame.mixer.set_reserved(_RESERVED)
        with self._lock:
            self._is_open = not self._closed
            if self._closed:
                pygame.mixer.quit()
        self.problem = None
        return self._is_open

    def load(self, path: Path) -> pygame.mixer.Sound | None:
        """A sound in the device's own format; None if it cannot be read."""
        with suppress(pygame.error, OSError):
            return pygame.mixer.Sound(str(path))
        return None

    def play(self, channel: int, *sounds: pygame.mixer.Sound) -> None:
        """Stops what the channel plays, and plays up to two sounds one after the other."""
        with self._lock:
            if self._is_open:
                pygame.mixer.Channel(channel).stop()
                for sound in sounds:
                    pygame.mixer.Channel(channel).queue(sound)

    def repeat(self, channel: int, sound: pygame.mixer.Sound, every_s: float) -> None:
        """Plays the sound again and again, to the sample, until the channel plays another."""
        with self._lock:
            if self._is_open:
                once = pygame.sndarray.samples(sound)
                period = np.zeros((round(every_s * RATE), once.shape[1]), once.dtype)
                period[: len(once)] = once[: len(period)]
                pygame.mixer.Channel(channel).play(pygame.sndarray.make_sound(period), loops=-1)

    def play_beside(self, sound: pygame.mixer.Sound, volume: float) -> None:
        """Plays on a channel that is neither urgent nor speech; not at all if none is free."""
        with self._lock:
            if self._is_open:
                sound.set_volume(volume)
                sound.play()

    def busy(self, *channels: int) -> bool:
        """Is anything sounding on one of the channels?"""
        with self._lock:
            return self._is_open and any(pygame.mixer.Channel(n).get_busy() for n in channels)

    def close(self) -> None:
        """Takes no more, lets what is sounding end, for a second at most, and frees the device."""
        with self._lock:
            was_open, self._is_open, self._closed = self._is_open, False, True
        if not was_open:
            return
        end = time.perf_counter() + _LAST_WORDS_S
        while pygame.mixer.get_busy() and time.perf_counter() < end:
            time.sleep(0.01)
        pygame.mixer.quit()


def _hush_alsa() -> None:
    """Where there is no sound card ALSA writes a page to standard error at each try.

    The C function that it then calls instead does nothing with its arguments. One in Python
    would wait for ever, as pygame keeps the interpreter's lock while it opens.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            quiet = ctypes.cast(ctypes.CDLL(None).getpid, ctypes.c_void_p)
            ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(quiet)


def joined(sounds: Sequence[pygame.mixer.Sound]) -> pygame.mixer.Sound:
    """Sounds one right after the other, as one."""
    return pygame.mixer.Sound(buffer=b"".join(sound.get_raw() for sound in sounds))

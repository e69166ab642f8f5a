"""The voice that plays clips: tones and words that lie ready as WAVs, never speech made live."""

from __future__ import annotations

from math import nan
from pathlib import Path
from threading import Event, Lock, Thread

from pygame.mixer import Sound

from coach.core.types import Cue, CueKind
from coach.voices.devices import devices
from coach.voices.mixer import METRONOME, SPEECH, URGENT, Mixer, joined
from coach.voices.render import Speech
from coach.voices.spoken import shipped, spoken
from coach.wording.texts import Texts

_WAITS = 12
"""A device that could not be opened is tried again at the latest after so many `retry_s`."""

_PATIENCE_S = 2.0
_BESIDE_WORDS = 0.2
"""How loud a tone is beside words."""

_RANK = {kind: rank for rank, kind in enumerate(CueKind)}


class Clips:
    """Plays the tones, and the cues' words from rendered clips, else from the shipped ones.

    Words that are in neither give the tone `note`, which sends the eyes to the screen. A thread
    opens the device, again and again while there is none, loads the clips, and then has `speech`
    render what is lacking: once, for all sessions. `now` is on the cues' own clock.
    """

    def __init__(
        self,
        texts: Texts,
        sounds_dir: Path,
        speech: Speech | None = None,
        *,
        voice_on: bool = True,
        tones_on: bool = True,
        retry_s: float = 5.0,
    ) -> None:
        self._texts = texts
        self._sounds_dir = sounds_dir
        self._speech = speech
        self._voice_on = voice_on
        self._tones_on = tones_on
        self._retry_s = retry_s
        self._mixer = Mixer()
        self._tones: dict[str, Sound] = {}
        self._words: dict[str, Sound] = {}
        self._speechless: str | None = None
        self._speaking = CueKind.PRAISE
        self._metronome_spm = nan
        self._lock = Lock()
        self._closing = Event()
        self._ready = Event()
        self._worker = Thread(target=self._prepare, name="voice", daemon=True)
        self._worker.start()

    @property
    def problem(self) -> str | None:
        return self._mixer.problem or self._speechless

    def wait_ready(self, timeout_s: float) -> bool:
        """Waits until everything that is there to play is loaded; False if that takes longer."""
        return self._ready.wait(timeout_s)

    def say(self, cue: Cue, now: float) -> None:
        """Says the cue now or never: not if it is stale, nor over one as important."""
        if cue.stale(now):
            return
        known = cue.key in self._texts.cues
        words = self._sound_of(cue) if known else None
        with self._lock:
            if cue.kind is CueKind.SAFETY:
                self._warn(words)
            elif self._voice_on and not self._holds_the_floor(cue.kind):
                self._speak(cue.kind, words)

    def tone(self, name: str) -> None:
        """Sounds a tone, softer beside words; a name that has no sound gives none."""
        sound = self._tones.get(name)
        if sound and self._tones_on:
            spoken_over = self._mixer.busy(URGENT, SPEECH)
            self._mixer.play_beside(sound, _BESIDE_WORDS if spoken_over else 1.0)

    def metronome(self, spm: float) -> None:
        """A soft click at each step, until another pace or NaN; also while words are said."""
        with self._lock:
            self._metronome_spm = spm
            self._play_metronome()

    def toggle_voice(self) -> bool:
        with self._lock:
            self._voice_on = not self._voice_on
            if not self._voice_on:
                self._mixer.play(SPEECH)
            return self._voice_on

    def toggle_tones(self) -> bool:
        with self._lock:
            self._tones_on = not self._tones_on
            self._play_metronome()
            return self._tones_on

    def close(self) -> None:
        """Lets what is sounding end, for a second at most; then nothing sounds any more."""
        self.metronome(nan)
        self._closing.set()
        if self._speech:
            self._speech.stop()
        self._worker.join(_PATIENCE_S)
        self._mixer.close()

    def _sound_of(self, cue: Cue) -> Sound | None:
        """The cue's words; one with numbers is put together from several clips."""
        clips = [self._words.get(words) for words in self._texts.pieces(cue)]
        sounds = [clip for clip in clips if clip]
        if len(sounds) < len(clips):
            return None
        return sounds[0] if len(sounds) == 1 else joined(sounds)

    def _play_metronome(self) -> None:
        click = self._tones.get("beat")
        if click and self._tones_on and self._metronome_spm > 0:
            self._mixer.repeat(METRONOME, click, 60 / self._metronome_spm)
        else:
            self._mixer.play(METRONOME)

    def _holds_the_floor(self, kind: CueKind) -> bool:
        """Is something said now that may not be cut off for a cue of this kind?"""
        talking = self._mixer.busy(SPEECH) and _RANK[self._speaking] <= _RANK[kind]
        return talking or self._mixer.busy(URGENT)

    def _speak(self, kind: CueKind, words: Sound | None) -> None:
        sound = words or self._tones.get("note")
        if sound:
            self._speaking = kind
            self._mixer.play(SPEECH, sound)

    def _warn(self, words: Sound | None) -> None:
        """Sounds the alarm, then the words, even with the voice and the tones off."""
        if not self._mixer.busy(URGENT):
            self._mixer.play(SPEECH)
            self._mixer.play(URGENT, *filter(None, (self._tones.get("warning"), words)))

    def _prepare(self) -> None:
        """The thread: a device, the tones, the words that are there, then the rest."""
        if not self._open():
            return
        for wav in (self._sounds_dir / "tones").glob("*.wav"):
            self._load(self._tones, wav.stem, wav)
        with self._lock:
            self._play_metronome()
        lacking = self._load_words(sorted(set(spoken(self._texts).values())))
        self._ready.set()
        self._render(lacking)

    def _open(self) -> bool:
        while not self._mixer.open():
            seen = devices()
            for _ in range(_WAITS):
                if self._closing.wait(self._retry_s):
                    return False
                if devices() != seen:
                    break
        return True

    def _load(self, sounds: dict[str, Sound], name: str, wav: Path) -> None:
        sound = self._mixer.load(wav)
        if sound:
            sounds[name] = sound

    def _load_words(self, texts: list[str]) -> list[str]:
        """Gives the texts that were not rendered yet."""
        rendered = {text: self._speech.find(text) for text in texts} if self._speech else {}
        ready = shipped(self._texts, self._sounds_dir) | {t: w for t, w in rendered.items() if w}
        for text in texts:
            if text in ready:
                self._load(self._words, text, ready[text])
        return [text for text in texts if not rendered.get(text)]

    def _render(self, texts: list[str]) -> None:
        for text, wav in self._speech.render(texts) if self._speech else ():
            # One voice a session: where a shipped clip is in use, the next start takes the new.
            if text not in self._words:
                self._load(self._words, text, wav)
        if any(text not in self._words for text in texts) and not self._closing.is_set():
            self._speechless = "no speech: no engine speaks these words; see 'coach doctor'"

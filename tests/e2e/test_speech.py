"""Half an hour with an athlete who has eight faults and mends none: the coach stays sparse.

The clips are the real ones with their real lengths; only the loudspeaker's clock is the session's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest
from pygame.mixer import Sound

from coach.config import load_drill, load_texts
from coach.config.words import shipped_english
from coach.core.drills.drill import Drill
from coach.core.judging.faults import value_beyond
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.types import Cue, CueKind, Frame, Side, View
from coach.paths import sounds_dir
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.faulty import Actor, with_fault
from coach.simulation.true_poses import TruePoses
from coach.voices.clips import Clips
from coach.voices.mixer import SPEECH, URGENT
from tests.core.performing import DARK, SIZE

pytestmark = [pytest.mark.slow, pytest.mark.alone]

FPS, LATE_S = 15.0, 0.15
REST_S = 20.0
"""Half of what the drill asks for between two sets."""

MOVING = {
    **dict.fromkeys(("knee_low", "knee_cross", "side_lean"), tuple(Side)),
    **dict.fromkeys(("arm_cross", "tempo_slow"), (None,)),
}
RUNNING = dict.fromkeys(("shuffle", "overstride", "fold_fwd"), (None,))
SETS = [("high_knees", View.FRONT, 75.0, MOVING)] * 18 + [("run", View.LEFT, 180.0, RUNNING)] * 2


@dataclass
class Loudspeaker:
    """Stands where the mixer is; its clock is the session's."""

    now: float = 0.0
    until: dict[object, float] = field(default_factory=dict)
    spoken: list[tuple[float, float]] = field(default_factory=list)

    def busy(self, *channels: object) -> bool:
        return any(self.until.get(channel, 0.0) > self.now for channel in channels)

    def play(self, channel: object, *sounds: Sound) -> None:
        lasts = sum(sound.get_length() for sound in sounds)
        if channel in self.until and self.until[channel] > self.now and self.spoken:
            begin, _ = self.spoken[-1]  # cut off by what matters more
            self.spoken[-1] = begin, self.now - begin
        self.until[channel] = self.now + lasts
        if sounds and channel in (SPEECH, URGENT):
            self.spoken.append((self.now, lasts))

    def play_beside(self, sound: Sound, loudness: float) -> None:
        """Tones are no talk."""

    def close(self) -> None:
        """There is no device."""


@dataclass(frozen=True)
class Heard:
    """All cues with the set that each was told in, and (begin, length) of what was spoken."""

    cues: list[tuple[int, Cue]]
    ages: list[float]
    spoken: list[tuple[float, float]]
    seconds: float


def faulty(drill: Drill, view: View, faults: dict[str, tuple[Side | None, ...]]) -> Actor:
    rules = {rule.name: rule for rule in drill.faults}
    athlete: Actor = SimulatedRunner(drill.name, view=view)
    for name, sides in faults.items():
        for side in sides:
            amount = value_beyond(rules[name], drill, view, 1.8)
            athlete = with_fault(athlete, name, side, amount)
    return athlete


def one_set(number: int, begins: float) -> Iterator[tuple[float, Cue | None]]:
    name, view, seconds, faults = SETS[number]
    drill = replace(load_drill(name), slowest_fps=1.0)
    athlete = replace(faulty(drill, view, faults), start_s=begins + 4.5)
    poses = TruePoses(athlete, noise=0.003)
    session = SetRunner(
        SetStart(drill, SetConfig(seconds - 5, count_in=True, stand_still=True), view=view)
    )
    for index in range(round(seconds * FPS)):
        t = begins + index / FPS
        told = session.step(Frame(t, index, DARK), poses.pose(t, SIZE))
        yield t, told.cue


@pytest.fixture(scope="module")
def heard() -> Iterator[Heard]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SDL_AUDIODRIVER", "dummy")
        clips = Clips(load_texts(shipped_english()), sounds_dir())
        assert clips.wait_ready(20)
        device, speaker = clips._mixer, Loudspeaker()
        patch.setattr(clips, "_mixer", speaker)
        cues, ages, begins = [], [], 0.0
        for number, (_, _, seconds, _) in enumerate(SETS):
            for t, cue in one_set(number, begins):
                speaker.now = t + LATE_S
                if cue is None:
                    continue
                cues.append((number, cue))
                before = len(speaker.spoken)
                clips.say(cue, speaker.now)
                ages += [speaker.now - cue.t] * (len(speaker.spoken) - before)
            begins += seconds + REST_S
        yield Heard(cues, ages, speaker.spoken, begins)
        patch.setattr(clips, "_mixer", device)
        clips.close()


def counted(heard: Heard, of: str) -> list[Cue]:
    return [
        c for n, c in heard.cues if SETS[n][0] == of and c.key not in ("three", "two", "one", "go")
    ]


def corrections(heard: Heard) -> list[tuple[int, Cue]]:
    return [(n, cue) for n, cue in heard.cues if cue.kind is CueKind.CORRECTION]


def test_no_cue_is_older_than_a_second_when_it_sounds(heard: Heard) -> None:
    assert heard.seconds >= 28 * 60
    assert len(heard.ages) > 50
    assert max(heard.ages) <= 1.0


def test_there_is_one_voice_at_a_time(heard: Heard) -> None:
    for (begin, lasts), (after, _) in pairwise(heard.spoken):
        assert after >= begin + lasts


@pytest.mark.parametrize(("drill", "most"), [("high_knees", 6), ("run", 4)])
def test_cues_stay_under_the_cap_of_every_minute(heard: Heard, drill: str, most: int) -> None:
    times = [cue.t for cue in counted(heard, drill)]
    assert times
    assert max(sum(t <= other < t + 60 for other in times) for t in times) <= most


def test_most_of_the_time_nobody_speaks(heard: Heard) -> None:
    assert sum(lasts for _, lasts in heard.spoken) < 0.15 * heard.seconds


def test_the_same_words_do_not_come_again_within_twenty_seconds(heard: Heard) -> None:
    last: dict[tuple[str, Side | None], float] = {}
    for _, cue in corrections(heard):
        assert cue.t - last.get((cue.key, cue.side), -99) >= 20
        last[cue.key, cue.side] = cue.t


def test_no_fault_is_corrected_more_than_three_times_in_a_set(heard: Heard) -> None:
    rules = [rule for name in ("high_knees", "run") for rule in load_drill(name).faults]
    named = {key: rule.name for rule in rules for key in rule.cues}
    told = Counter((n, named[cue.key], cue.side) for n, cue in corrections(heard))
    assert max(told.values()) <= 3
    assert {n for n, *_ in told} == set(range(len(SETS)))

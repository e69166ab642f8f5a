"""How large every text on every screen is, for eyes that stand 3 m or 4 m away, and its pictures.

    uv run scripts/measure_screens.py                     the table, of 1280x720 on 13.3 inches
    uv run scripts/measure_screens.py --pictures FOLDER   each screen as PNG, with the options below

The moments come from a session of the drawn athlete, so that nothing here is made up.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import atan, degrees, hypot
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame
import pygame.freetype
from pygame import Surface

from coach.config import load_drill, load_texts
from coach.core.coaching.belt_safety import BeltRule
from coach.core.drills.plan import Plan, Step, WantedView
from coach.core.session.session import Session
from coach.core.session.set_clock import SetConfig
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Phase, Rep, Side
from coach.ports import Status
from coach.screens.ink import Colour, Ink
from coach.screens.layout import lay_out
from coach.screens.overlay import paint
from coach.screens.recall import Recall
from coach.screens.scene import Scene
from coach.screens.steady import Steady
from coach.simulation.demo import follower, shown
from coach.simulation.following import FollowingCamera, FollowingPoses
from coach.wording.texts import Texts

INCHES, AWAY_MM = 13.3, (3000, 4000)
CAPITALS = 0.84 * 0.7
"""The height of a capital in lines of text, in the font that the screens use."""

ASIDE = ("about", "next", "pain", "view")
"""The first words of cues that are pictures of their own."""

KNEE_LOW = ("knee_to_line", "knee_higher")


@dataclass(frozen=True, slots=True)
class Moment:
    """A snapshot as it is shown, with all that a scene needs of the time before it."""

    name: str
    scene: Scene


def plan_of(texts: Texts) -> Plan:
    """Two short drills, the first one twice."""
    march, knees = (load_drill(name, texts) for name in ("a_march", "high_knees"))
    steps = (
        Step(march, 14.0, sets=2, rest_s=26.0, view=WantedView.SIDE, teach=True),
        Step(knees, 10.0, rest_s=20.0, view=WantedView.SIDE),
    )
    return Plan("plan", "Plan", "", steps)


def named_texts(language: str, plan: Plan, texts: Texts) -> Texts:
    drills = [step.drill for step in plan.steps]
    titles, abouts = ({d.name: getattr(d, of) for d in drills} for of in ("title", "about"))
    return texts.naming(titles, abouts)


class Follow:
    """Follows a whole session, and gives each moment that is worth a picture once."""

    def __init__(self, language: str, size: tuple[int, int]) -> None:
        texts = load_texts(language)
        self.plan = plan_of(texts)
        self.texts = named_texts(language, self.plan, texts)
        start = SetConfig(count_in=True, stand_still=True, stop_early=True)
        self.session = Session(self.plan, start, belt=BeltRule(), checks=True, demonstrates=True)
        self.athlete = follower()
        self.camera = FollowingCamera(self.athlete, size)
        self.poses = FollowingPoses(self.athlete, noise=0.004)
        self.steady, self.recall = Steady(), Recall()
        self.reps: dict[tuple[Side, int], Rep] = {}
        self.seen: set[str] = set()
        self.paused = 0.0

    def moments(self, ink: Ink) -> Iterator[Moment]:
        for frame, pose in self.poses.poses(self.camera):
            snapshot = self.session.step(frame, pose)
            self.athlete.hear(snapshot)
            self.recall.take(snapshot)
            self.reps |= {(rep.side, rep.number): rep for rep in snapshot.reps}
            scene = self.scene(snapshot, ink)
            for name in self.names(snapshot):
                if name not in self.seen:
                    self.seen.add(name)
                    yield Moment(name, scene)
            if self.session.done:
                return

    def names(self, now: Snapshot) -> Iterator[str]:
        """What may be seen in this moment."""
        key = now.shown.key if now.shown else ""
        name = "closing" if now.closing else f"{now.phase}"
        yield name
        yield f"{name}, {key}" if key.split("_")[0] in ASIDE else name
        yield f"{name}, shown" if now.shows else name
        yield f"{name}, end" if now.left_s < 3.5 else name
        yield f"{name}, a cue" if now.phase is Phase.WORK and key in KNEE_LOW else name
        yield f"{name}, no cue" if self.moving and not key else name
        if now.phase is Phase.REST and len(self.reps) > 8 and 14 < now.left_s < 20:
            yield "rest, replay"
        self.pause(now)

    @property
    def moving(self) -> bool:
        return len(self.reps) > 6

    def pause(self, now: Snapshot) -> None:
        """Once, for two seconds."""
        late = now.phase is Phase.WORK and now.left_s < 5 and not self.paused
        if late or (now.phase is Phase.PAUSED and now.t - self.paused > 2):
            self.paused = now.t
            self.session.command(Command.PAUSE)

    def scene(self, snapshot: Snapshot, ink: Ink) -> Scene:
        title = self.texts.states.get(snapshot.drill.name, snapshot.drill.title)
        status = Status(title, fps=30.0, frame_age_s=0.03, reps=tuple(self.reps.values()))
        return Scene(
            snapshot,
            status,
            snapshot.drill,
            self.texts,
            self.steady.read(snapshot, status),
            lay_out((1280, 720)),
            ink,
            drawn=shown,
            kept=self.recall.at(snapshot.again.pose.t) if snapshot.again else None,
        )


class Measured(Ink):
    """Ink that notes every line that it is asked for."""

    def __init__(self, *, high_contrast: bool = False) -> None:
        super().__init__(high_contrast=high_contrast)
        self.lines: dict[str, int] = {}
        word = self.word

        def noting(text: str, height: int, colour: Colour) -> Surface:
            self.lines[text] = height
            return word(text, height, colour)

        self.word = noting


def minutes(pixels: float, size: tuple[int, int], away_mm: float) -> float:
    """Minutes of arc of so many pixels of a screen of that size."""
    tall_mm = 25.4 * INCHES * size[1] / hypot(*size)
    return 60 * degrees(atan(pixels / size[1] * tall_mm / away_mm))


def picture(moment: Moment, size: tuple[int, int], ink: Ink, *, large: bool) -> Surface:
    canvas = Surface(size)
    paint(canvas, replace(moment.scene, layout=lay_out(size, large_text=large), ink=ink))
    return canvas


def print_table(moments: list[Moment], size: tuple[int, int], *, large: bool) -> None:
    print(f"| screen | text | capitals, px of {size[1]} | ' at 3 m | ' at 4 m |")
    print("|---|---|---|---|---|")
    for moment in moments:
        ink = Measured()
        picture(moment, size, ink, large=large)
        for text, height in sorted(ink.lines.items(), key=lambda line: -line[1]):
            tall = CAPITALS * height
            arcs = " | ".join(f"{minutes(tall, size, away):.1f}" for away in AWAY_MM)
            print(f"| {moment.name} | {text} | {tall:.0f} | {arcs} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--language", default="en")
    parser.add_argument("--large-text", action="store_true")
    parser.add_argument("--high-contrast", action="store_true")
    parser.add_argument("--pictures", type=Path)
    asked = parser.parse_args()
    width, _, height = asked.size.partition("x")
    size = (int(width), int(height))
    pygame.freetype.init()
    ink = Ink(high_contrast=asked.high_contrast)
    moments = list(Follow(asked.language, (640, 360)).moments(ink))
    if asked.pictures is None:
        print_table(moments, size, large=asked.large_text)
        return
    asked.pictures.mkdir(parents=True, exist_ok=True)
    for moment in moments:
        canvas = picture(moment, size, ink, large=asked.large_text)
        pygame.image.save(canvas, asked.pictures / f"{moment.name}.png")


if __name__ == "__main__":
    main()

"""Makes the README's pictures: the real window, coaching the synthetic athlete, and the report.

    uv run scripts/make_pictures.py

Needs a display; without one: xvfb-run -a -s "-screen 0 1280x720x24" uv run scripts/make_pictures.py
The film also needs ffmpeg and the report's picture chromium; without them the earlier ones stay.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
import pygame
from numpy.typing import NDArray
from pygame import Surface, surfarray

from coach.config import load_drill, load_texts
from coach.core.drills.plan import Plan, Step
from coach.core.session.session import Session
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.session.snapshot import Snapshot
from coach.core.types import CueKind, Phase, Rep, Side, View
from coach.ports import Status
from coach.runtime.replay import replay
from coach.screens.window import Window
from coach.simulation.athlete import LiftChange, SimulatedRunner
from coach.simulation.demo import shown
from coach.simulation.synthetic import SyntheticCamera
from coach.simulation.true_poses import TruePoses

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = (1280, 720)
NOISE = 0.004
LOW, LOW_FRONT, HIGH = 62.0, 52.0, 84.0
COLOURS = 256
REST_LEFT_S = 8.0
FILM_S = (4.0, 10.0)
SMALL = (
    "fps=12,scale=560:-1:flags=area,split[a][b];[a]palettegen=max_colors=48:stats_mode=diff[p];"
    "[b][p]paletteuse=dither=none:diff_mode=rectangle"
)

SIDE = SimulatedRunner(
    view=View.LEFT, start_s=1.0, changes=(LiftChange(Side.LEFT, LOW, start=6.0),)
)
LEARNING = SimulatedRunner(
    view=View.LEFT, start_s=1.0, changes=(LiftChange(Side.LEFT, LOW, end=FILM_S[0] + 3.0),)
)
FRONT = SimulatedRunner(
    view=View.FRONT, start_s=1.0, changes=(LiftChange(Side.LEFT, LOW_FRONT, end=3.2),)
)


def take(athlete: SimulatedRunner, kind: CueKind, lift: float, path: Path) -> None:
    """Plays a set until such a cue stands on the screen while the left knee is at its top."""
    texts = load_texts()
    drill = load_drill("high_knees", texts)
    window, status = Window(drill, texts), Status(drill.title)
    camera, poses = SyntheticCamera(athlete, drill.seconds, size=SIZE), TruePoses(athlete, NOISE)
    for snapshot in replay(camera, poses, SetRunner(SetStart(drill, SetConfig(drill.seconds)))):
        window.show(snapshot, status)
        if is_the_moment(snapshot, kind, lift):
            save(path)
            break
    else:
        sys.exit(f"{path.name}: no such moment in the set")
    window.close()


def take_film(path: Path) -> None:
    """Six seconds: a low knee, the cue, and the knee at the line."""
    texts = load_texts()
    drill = load_drill("high_knees", texts)
    window, tones = Window(drill, texts), deque[tuple[str, float]](maxlen=4)
    camera, poses = SyntheticCamera(LEARNING, FILM_S[1], size=SIZE), TruePoses(LEARNING, NOISE)
    with film(path, f"{SIZE[0]}x{SIZE[1]}") as pictures:
        for snapshot in replay(camera, poses, SetRunner(SetStart(drill, SetConfig(drill.seconds)))):
            tones.extend((name, snapshot.t) for name in snapshot.tones)
            window.show(snapshot, Status(drill.title, tones=tuple(tones)))
            if snapshot.t >= FILM_S[0]:
                pixels = surfarray.array3d(pygame.display.get_surface())
                pictures.write(pixels.swapaxes(0, 1).tobytes())
    window.close()


@contextmanager
def film(path: Path, size: str) -> Iterator[IO[bytes]]:
    """Takes pictures, 30 a second, for a small film; without ffmpeg the earlier one stays."""
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        yield io.BytesIO()
        return
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", size, "-framerate", "30"]
    command = [ffmpeg, "-loglevel", "error", "-y", *source, "-i", "-", "-filter_complex", SMALL]
    with subprocess.Popen([*command, str(path)], stdin=subprocess.PIPE) as process:
        assert process.stdin
        yield process.stdin


def take_plan(rest: Path, summary: Path) -> None:
    """Plays two sets with a rest between, and takes the rest and the end."""
    texts = load_texts()
    drills = [load_drill(name, texts) for name in ("high_knees", "a_skip")]
    texts = texts.naming({drill.name: drill.title for drill in drills}, {})
    plan = Plan("two", "Two", "", tuple(Step(drill, 12.0, rest_s=15.0) for drill in drills))
    window = Window(drills[0], texts, drawn=shown)
    camera, poses = SyntheticCamera(FRONT, 120.0, size=SIZE), TruePoses(FRONT, NOISE)
    reps: dict[object, Rep] = {}
    for snapshot in replay(camera, poses, Session(plan, SetConfig())):
        now = {(rep.side, rep.number): rep for rep in (*snapshot.reps, *snapshot.ended)}
        reps = {**reps, **now} if snapshot.phase in (Phase.WORK, Phase.DONE) else {}
        assert snapshot.progress
        window.show(snapshot, Status(snapshot.progress.drill.title, reps=tuple(reps.values())))
        if snapshot.phase is Phase.REST and snapshot.left_s < REST_LEFT_S and not rest.exists():
            save(rest)
        if snapshot.phase is Phase.DONE and snapshot.progress.at_step == 1:
            save(summary)
        if rest.exists():
            break
    window.close()


def save(path: Path) -> None:
    pygame.image.save(in_few_colours(surfarray.array3d(pygame.display.get_surface())), path)


def is_the_moment(snapshot: Snapshot, kind: CueKind, lift: float) -> bool:
    thigh = snapshot.kinematics.get("thigh_angle", Side.LEFT)
    shown = snapshot.shown
    return shown is not None and shown.kind is kind and thigh > lift - 3


def in_few_colours(pixels: NDArray[np.uint8]) -> Surface:
    """The picture in its commonest colours: a third of the file, and nothing that one would see."""
    colours, where, counts = np.unique(
        pixels.reshape(-1, 3).astype(int), axis=0, return_inverse=True, return_counts=True
    )
    _, group = np.unique(colours >> 2, axis=0, return_inverse=True)
    group = group.reshape(-1)
    weights = np.bincount(group, counts)
    means = np.stack([np.bincount(group, counts * colours[:, i]) / weights for i in range(3)], 1)
    palette = means[np.argsort(-weights)[:COLOURS]].round().astype(int)
    nearest = ((colours[:, None] - palette) ** 2).sum(axis=2).argmin(axis=1)
    few = Surface(pixels.shape[:2], depth=8)
    few.set_palette([tuple(colour) for colour in palette.tolist()])
    surfarray.blit_array(few, nearest[where.reshape(-1)].reshape(pixels.shape[:2]))
    return few


def take_report(path: Path) -> None:
    """The top of the report of a whole plan, as a browser shows it."""
    browser = shutil.which("chromium")
    if browser is None:
        return
    with tempfile.TemporaryDirectory() as home:
        os.environ["COACH_HOME"] = home
        coach = [sys.executable, "-m", "coach"]
        athlete = ["--source", "synthetic", "--headless", "--fast", "--athlete", "Jodi"]
        subprocess.run([*coach, "run", "--plan", "knee_drive", *athlete], check=True)
        [session] = Path(home, "data", "sessions").iterdir()
        subprocess.run([*coach, "report", str(session)], check=True)
        shot = [
            browser,
            "--headless",
            "--no-sandbox",
            "--hide-scrollbars",
            "--window-size=1000,1100",
        ]
        page = (session / "report.html").as_uri()
        subprocess.run([*shot, f"--screenshot={path}", page], check=True, capture_output=True)
    pygame.image.save(in_few_colours(surfarray.array3d(pygame.image.load(path))), path)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    take(SIDE, CueKind.CORRECTION, LOW, FOLDER / "side.png")
    take_film(FOLDER / "coach.gif")
    take(FRONT, CueKind.CONFIRMATION, HIGH, FOLDER / "front.png")
    (FOLDER / "rest.png").unlink(missing_ok=True)
    take_plan(FOLDER / "rest.png", FOLDER / "summary.png")
    take_report(FOLDER / "report.png")
    sys.stdout.write(f"the pictures are in {FOLDER}\n")


if __name__ == "__main__":
    main()

"""Pairs of sessions of one synthetic athlete, with and without a true change between them.

Each session is its own set-up: another distance, a camera turned and tilted by a little, other
clothes (joints found a little elsewhere), another spread from step to step. Some pairs are unlike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import cos, inf, nan, radians, sin

import numpy as np

from coach.core.drills.drill import Drill
from coach.core.judging.result import SetResult
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.core.skeleton import JOINTS
from coach.core.types import Frame, Points, Pose, Side, View
from coach.simulation.athlete import SimulatedRunner
from coach.simulation.performing import LiftChange, Slip
from coach.simulation.projection import pixels_per_leg
from coach.simulation.true_poses import TruePoses

SIZE = 1280, 720
DARK = np.zeros((2, 2, 3), np.uint8)

FORM = {
    "run": (38.0, 100.0, 5.0, 165.0),
    "high_knees": (84.0, 98.0, 3.0, 170.0),
    "a_march": (80.0, 96.0, 3.0, 84.0),
    "a_skip": (82.0, 97.0, 3.0, 112.0),
}
"""Drill -> thigh and knee at their highest, trunk, in degrees; cadence. Each athlete's own is near
to it."""

STEPS = 5.0, 8.0, 5.0, 6.0
"""A true change of each is so much times a number; A7's smallest, but for the cadence, with which
a contact time changes by A7's smallest too."""

UNLIKE = "view", "drill", "speed", "distance", "tilt", "frame_rate"
SHARE_UNLIKE, SHARE_SAME = 0.15, 0.4
FRAMES_S, REFERENCE_S = 30.0, 9.0


@dataclass(frozen=True, slots=True)
class MeantForm:
    """What an athlete does: thigh and knee at their highest and the trunk in degrees, cadence."""

    thigh: float
    knee: float
    trunk: float
    cadence: float


@dataclass(frozen=True, slots=True)
class SimulatedSession:
    """One session: `form` is what the athlete means to do, steps spread about it by `spread`
    degrees, each like the one before by `follows`; `roll` is the camera's and `clothes` (16, 2)
    how far off each joint is found, in leg lengths."""

    drill: Drill
    form: MeantForm
    athlete: SimulatedRunner
    seconds: float
    spread: float = 0.0
    follows: float = 0.0
    fps: float = FRAMES_S
    noise: float = 0.0
    roll: float = 0.0
    clothes: Points | None = None
    speed_kmh: float = nan
    seed: int = 0


@dataclass(frozen=True, slots=True)
class SessionPair:
    """Two sessions of one athlete; `unlike` is what was not the same, empty where all was."""

    before: SimulatedSession
    after: SimulatedSession
    unlike: str = ""


def pairs(number: int, drills: Mapping[str, Drill], seed: int = 0) -> Iterator[SessionPair]:
    """So many of them, the same for a seed; of the drills those of `FORM`."""
    for each in range(number):
        yield _pair(drills, np.random.default_rng((seed, each)))


def _pair(drills: Mapping[str, Drill], chance: np.random.Generator) -> SessionPair:
    name = str(chance.choice(["run", "run", *FORM]))
    drill = drills[name]
    view = View(chance.choice([View.LEFT, View.RIGHT, View.LEFT, View.RIGHT, *drill.views]))
    usual = np.array(FORM[name]) + chance.normal(0, (4, 5, 2, 5))
    change = _true_change(chance)
    distance, height = chance.uniform(4, 8), chance.uniform(0.6, 0.8)
    before, after = (
        _simulated(drill, MeantForm(*form), view, distance, height, chance)
        for form in (usual, usual + change)
    )
    if chance.random() < SHARE_UNLIKE:
        unlike = str(chance.choice(UNLIKE))
        unlike = "view" if unlike == "speed" and not drill.forward else unlike
        if unlike == "tilt":
            before = replace(before, roll=-4.0, athlete=_standing(before.athlete))
        return SessionPair(before, _otherwise(before, after, unlike, drills), unlike)
    return SessionPair(before, after)


def _true_change(chance: np.random.Generator) -> Points:
    """The true change: in some athletes none at all, in some a small or a large one."""
    if chance.random() < SHARE_SAME:
        return np.zeros(4)
    some = chance.random(4) < 0.6
    change: Points = some * STEPS * chance.uniform(0.2, 4, 4) * chance.choice([-1.0, 1.0], 4)
    return change


def _simulated(
    drill: Drill,
    form: MeantForm,
    view: View,
    distance: float,
    height: float,
    chance: np.random.Generator,
) -> SimulatedSession:
    """The athlete of this form in a set-up that is nearly the one that was meant."""
    standing = chance.random() < 0.85
    athlete = SimulatedRunner(
        drill.name,
        cadence=form.cadence,
        trunk_lean=form.trunk,
        start_s=2.5 if standing else -5.0,
        view=view,
        yaw=chance.uniform(-6, 6),
        distance=distance * chance.uniform(0.95, 1.05),
        height=height * chance.uniform(0.95, 1.05),
        across=chance.uniform(0.45, 0.55),
    )
    return SimulatedSession(
        drill,
        form,
        athlete,
        seconds=chance.uniform(16, 22),
        spread=chance.uniform(1, 4),
        follows=chance.uniform(0, 0.6),
        noise=chance.uniform(0.002, 0.006),
        roll=float(np.clip(chance.normal(0, 1), -2, 2)),
        clothes=chance.normal(0, 0.006, (len(JOINTS), 2)),
        speed_kmh=9.0,
        seed=int(chance.integers(2**31)),
    )


def _otherwise(
    before: SimulatedSession, after: SimulatedSession, unlike: str, drills: Mapping[str, Drill]
) -> SimulatedSession:
    """The later session with one thing that is not as in the one before."""
    near = after.athlete.view.near
    frontal = next(view for view in View if view in after.drill.views and not view.near)
    view = frontal if near else View.LEFT
    other = drills["high_knees" if after.drill.name == "run" else "run"]
    return {
        "view": replace(after, athlete=replace(after.athlete, view=view)),
        "drill": replace(after, drill=other, athlete=replace(after.athlete, drill=other.name)),
        "speed": replace(after, speed_kmh=11.0),
        "distance": replace(
            after, athlete=replace(after.athlete, height=before.athlete.height / 1.55)
        ),
        "tilt": replace(after, roll=4.0, athlete=_standing(after.athlete)),
        "frame_rate": replace(after, fps=60.0),
    }[unlike]


def _standing(athlete: SimulatedRunner) -> SimulatedRunner:
    return replace(athlete, start_s=2.5)


def reference(session: SimulatedSession) -> SimulatedSession:
    """The same form without chance, seen as exactly as can be."""
    athlete = replace(session.athlete, start_s=2.5, yaw=0.0, distance=inf, height=0.8, across=0.5)
    return SimulatedSession(session.drill, session.form, athlete, REFERENCE_S)


def result_of(session: SimulatedSession) -> SetResult:
    """What the coach makes of the session."""
    runner = SetRunner(SetStart(session.drill))
    poses = TruePoses(_varied(session), session.noise, seed=session.seed)
    for index in range(round(session.seconds * session.fps)):
        t = index / session.fps
        runner.step(Frame(t, index, DARK), _seen(poses.pose(t, SIZE), session))
    runner.finish()
    return runner.result()


def _varied(session: SimulatedSession) -> SimulatedRunner:
    """The athlete with each step a little different from the one before."""
    athlete, form = session.athlete, session.form
    chance = np.random.default_rng(session.seed)
    changes: list[LiftChange] = []
    slips: list[Slip] = []
    for side in Side:
        away = np.zeros(2)
        first = athlete.start_s - 1.25 * athlete.cycle_s
        for begin in np.arange(first, session.seconds, athlete.cycle_s):
            fresh = chance.normal(0, session.spread, 2)
            away = session.follows * away + (1 - session.follows**2) ** 0.5 * fresh
            spell = float(begin), float(begin + athlete.cycle_s)
            changes.append(LiftChange(side, form.thigh + away[0], *spell))
            slips.append(Slip("fold", side, form.knee + away[1], *spell))
    return replace(athlete, changes=tuple(changes), slips=tuple(slips))


def _seen(pose: Pose | None, session: SimulatedSession) -> Pose | None:
    """In other clothes, by a camera that is not level."""
    if pose is None:
        return None
    leg = pixels_per_leg(session.athlete, SIZE)
    xy = pose.xy if session.clothes is None else pose.xy + leg * session.clothes
    turn, middle = radians(session.roll), np.array([SIZE[0] / 2, -SIZE[1] / 2])
    turned = (xy - middle) @ np.array([[cos(turn), -sin(turn)], [sin(turn), cos(turn)]]) + middle
    return replace(pose, xy=turned)

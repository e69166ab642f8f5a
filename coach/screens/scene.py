"""All that a painter may look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coach.core.drills.drill import Drill
from coach.core.drills.rules import Band
from coach.core.session.snapshot import Snapshot
from coach.core.types import Count, Image, Phase, Pose, Side, View
from coach.ports import Status
from coach.screens.ink import GOOD, OUT, Colour, Ink
from coach.screens.layout import Layout
from coach.screens.marks import Symbol
from coach.screens.steady import Readings
from coach.wording.texts import Texts

Drawn = Callable[[Drill, View, float], tuple[Image, Pose | None]]
"""Somebody who does a drill well, seen from there `t` seconds after they began."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of the window; painters are functions of a canvas and a scene.

    With `mirror` the camera's picture is shown as in a mirror; text never is. `help` shows all
    keys large, `hints` shows them in a row. `drawn` shows how a drill looks, None where nobody
    knows; `kept` is the picture of the last set that is played again.
    """

    snapshot: Snapshot | None
    status: Status
    drill: Drill
    texts: Texts
    readings: Readings
    layout: Layout
    ink: Ink
    mirror: bool = True
    help: bool = False
    hints: bool = False
    drawn: Drawn | None = None
    kept: Image | None = None

    @property
    def warns(self) -> bool:
        """Is it still before the set, and is there something that the athlete must mind?"""
        now = self.snapshot
        before = now is None or (now.phase is Phase.WAITING and now.shown is None)
        return before and bool(self.drill.safety)

    @property
    def whole_s(self) -> float:
        """How long the set, the stretch or the rest is in all."""
        now = self.snapshot
        if now is None or now.progress is None or self.drill.traits.own_timer:
            return self.drill.whole_s
        step = now.progress.step
        return step.rest_s if now.phase is Phase.REST else step.seconds

    @property
    def at_work(self) -> bool:
        """Does the athlete move, so that only what is large is read?"""
        return self.snapshot is not None and self.snapshot.phase is Phase.WORK

    @property
    def spoken_to(self) -> bool:
        """Does a cue stand on the screen, or why nothing can be judged?"""
        now = self.snapshot
        return now is None or now.shown is not None or self.readings.reason is not None

    def count(self, side: Side) -> Count:
        """The reps of a leg so far."""
        return self.snapshot.counts.get(side, Count()) if self.snapshot else Count()

    def graded(self, side: Side) -> bool:
        """Is this leg graded in the view there is?"""
        return self.snapshot is not None and side in self.snapshot.graded

    def left_out(self, side: Side) -> bool:
        """Is it known that this leg is not graded in this view? Until there is a view it is not."""
        known = self.snapshot is not None and self.snapshot.view.view is not View.UNKNOWN
        return known and not self.graded(side)


def verdict(value: float, target: Band) -> tuple[Symbol, Colour] | None:
    """How a thigh angle is marked: a disc in the band, a triangle up below it, down above it."""
    if target.holds(value):
        return Symbol.DISC, GOOD
    if value < target.low:
        return Symbol.UP, OUT
    if value > target.high:
        return Symbol.DOWN, OUT
    return None

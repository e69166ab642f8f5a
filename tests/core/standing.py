"""A synthetic athlete on one leg straight through a Session."""

from __future__ import annotations

from typing import Any

from coach.core.types import Side, View
from coach.simulation.one_leg import OneLegged
from coach.simulation.performing import Slip
from tests.core.performing import Performance, perform, shipped

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def stand(
    does: str,
    *slips: Slip,
    seconds: float = 16.0,
    fps: float = 30.0,
    view: View = View.FRONT,
    first: Side = LEFT,
    **kind: Any,
) -> tuple[Performance, OneLegged]:
    """The drill for some seconds; the last rep that was begun is over before they are."""
    athlete = OneLegged(does, first, slips, view=view)
    stop = seconds - athlete.cycle_s - 0.5
    athlete = OneLegged(does, first, slips, view=view, stop_s=stop)
    drill = kind.pop("drill", shipped(does))
    return perform(athlete, seconds, fps, drill=drill, **kind), athlete


def faulty(performance: Performance) -> set[tuple[str, Side]]:
    """Which faults single reps had, and of which leg."""
    return {(fault, rep.side) for rep in performance.reps for fault in rep.faults}

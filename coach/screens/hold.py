"""How long a stretch or a landing has been held: a ring that is full at the target."""

from __future__ import annotations

from math import isfinite

from pygame import Rect, Surface

from coach.core.drills.drill import Band
from coach.core.types import Side
from coach.screens.ink import DIM, GOOD, NOTICE, WHITE, put
from coach.screens.marks import Symbol
from coach.screens.ring import paint_ring
from coach.screens.scene import Scene
from coach.screens.steady import digits


def wanted_s(target: Band) -> float:
    """How long it is to be held."""
    return target.high if isfinite(target.high) else target.low


def paint_hold(canvas: Surface, scene: Scene, side: Side, area: Rect) -> None:
    """The seconds in a ring as large as the area allows; a tick stands in it once it is enough."""
    held = scene.snapshot.held.get(side, 0.0) if scene.snapshot else 0.0
    u, wanted = scene.layout.u, wanted_s(scene.drill.target)
    done = held >= scene.drill.target.low
    radius = min(area.width, area.height) // 2
    thick = max(3, round(0.2 * radius))
    share = held / wanted if wanted > 0 else 0.0
    paint_ring(canvas, scene.ink, area.center, (radius, thick), share, GOOD if done else NOTICE)
    size, _ = scene.ink.fit("88", round(1.25 * (radius - thick)), (u(12),))
    at = (area.centerx, area.centery - round(0.1 * radius))
    put(canvas, scene.ink.word(digits(held), size, WHITE), center=at)
    foot = (area.centerx, area.centery + round(0.5 * radius))
    if done:
        put(canvas, scene.ink.mark(Symbol.TICK, max(4, radius // 3), GOOD), center=foot)
    else:
        of = scene.ink.word(f"/ {digits(wanted)} s", max(6, round(0.26 * radius)), DIM)
        put(canvas, of, center=foot)

"""How a drill is shown: from where, since when, and the one thing to watch."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from math import nan

from coach.core.drills.drill import Drill
from coach.core.types import Cue, CueKind, View

FIRST_CHOICE = View.LEFT, View.FRONT, View.RIGHT, View.REAR


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The drill as it looks from the `view`, `t` seconds after it began; `watch` is the correction
    that matters most there, None where there is none."""

    drill: Drill
    view: View
    t: float
    watch: Cue | None = None


def demonstration(drill: Drill, views: Set[View], seen: View, t: float) -> Demonstration:
    """From where the athlete is `seen` now, if that is one of the views that will do."""
    view = seen if seen in views else next(view for view in FIRST_CHOICE if view in views)
    return Demonstration(drill, view, t, _to_watch(drill, view))


def _to_watch(drill: Drill, view: View) -> Cue | None:
    rules = [rule for rule in drill.faults if rule.cues and view in rule.views]
    if not rules:
        return None
    words, *_ = min(rules, key=lambda rule: rule.priority).cues
    return Cue(nan, words, CueKind.CORRECTION)


class Showing:
    """Since when a drill is being shown: because that was asked for by a key, until it is pressed
    again, or because it is due."""

    def __init__(self) -> None:
        self._asked: float | None = None
        self._due: float | None = None

    def press(self, t: float) -> bool:
        """Asks for it, or ends it; gives whether it is shown now."""
        self._asked = t if self._asked is None else None
        return self._asked is not None

    def over(self) -> None:
        """Something else goes on."""
        self._asked = self._due = None

    def since(self, t: float, *, due: bool) -> float | None:
        """For how long; None while it is not shown."""
        self._due = (t if self._due is None else self._due) if due else None
        begun = self._due if self._asked is None else self._asked
        return None if begun is None else t - begun

"""What lies between two sets: the rest, the wait for the wanted view, the next drill explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import nan

from coach.core.drill import Drill
from coach.core.plan import Step
from coach.core.types import Cue, CueKind, Phase, View

TEN_S = 10.0
NAME_S = 5.0
"""So long before the rest is over the next drill is named."""

HEARD_S = 1.5
"""How long the few words last."""

VIEW_S = 1.0
"""The wanted view must last so long: somebody who walks past the camera shows many."""

ASK_S, AGAIN_S = 1.0, 15.0
WORDS_PER_S = 2.3


def next_key(drill: Drill) -> str:
    """The cue that names a drill."""
    return f"next_{drill.name}"


def about_key(drill: Drill) -> str:
    """The cue that explains a drill."""
    return f"about_{drill.name}"


class Break:
    """Takes the time and the view of every frame; `over` once the next set may begin.

    `again` is whether the same drill comes next; for `quiet_s` the last set's words are still
    heard, then comes the `advice`. `asks` is the cue that stands on the screen until
    the athlete has done it, or heard it.
    """

    def __init__(
        self,
        upcoming: Step,
        rest_s: float,
        *,
        again: bool = False,
        quiet_s: float = 0.0,
        advice: Cue | None = None,
    ) -> None:
        self._wanted, self._drill = upcoming.view, upcoming.drill
        self._rest_s = rest_s
        self._teach_s = len(upcoming.drill.about.split()) / WORDS_PER_S + 1 if upcoming.teach else 0
        self._teach_s *= not again
        name = "next_set" if again else next_key(upcoming.drill)
        self._due = list(_script(rest_s, name, quiet_s, advice))
        self._heard_by = 0.0
        self._before: float | None = None
        self._elapsed = self._right_for = self._placed_for = 0.0
        self._asked = 0
        self._paused = self._placed = False
        self.asks: Cue | None = None

    @property
    def phase(self) -> Phase:
        """Resting, getting into place, or paused in either."""
        if self._paused:
            return Phase.PAUSED
        return Phase.REST if self.resting else Phase.SETUP

    @property
    def resting(self) -> bool:
        """The rest is not over yet."""
        return self._elapsed < self._rest_s

    @property
    def over(self) -> bool:
        """Rested, in place and told."""
        told = self._placed_for >= self._teach_s and self._elapsed >= self._heard_by
        return self._placed and told and not self._paused

    @property
    def left_s(self) -> float:
        """What is left of the rest in seconds; NaN in getting into place."""
        return self._rest_s - self._elapsed if self.resting else nan

    def pause(self) -> None:
        """Stops the time, or lets it go on."""
        self._paused = not self._paused

    def skip(self) -> None:
        """Ends the rest; a second time, also the wait for the view."""
        if self.resting:
            self._elapsed = self._rest_s
            self._due = []
        else:
            self._placed, self._teach_s = True, 0.0

    def update(self, t: float, view: View) -> Cue | None:
        """One frame later."""
        passed = 0.0 if self._before is None or self._paused else t - self._before
        self._before = t
        self._elapsed += passed
        right = self._wanted is None or view in self._wanted.views
        self._right_for = self._right_for + passed if right else 0.0
        if self._due and self._elapsed >= self._due[0][0]:
            self._heard_by = self._elapsed + HEARD_S
            return replace(self._due.pop(0)[1], t=t)
        if self._due or self._elapsed < max(self._rest_s, self._heard_by) or self._paused:
            return None
        return self._tell(t, passed) if self._placed else self._place(t)

    def _place(self, t: float) -> Cue | None:
        if self._wanted is None or self._right_for >= VIEW_S:
            self._placed, self.asks = True, None
            return self._tell(t, 0.0)
        waited = self._elapsed - max(self._rest_s, self._heard_by)
        if self._right_for > 0 or waited < ASK_S + self._asked * AGAIN_S:
            return None
        self._asked += 1
        self.asks = Cue(t, f"view_{self._wanted}", CueKind.SET)
        return self.asks

    def _tell(self, t: float, passed: float) -> Cue | None:
        self._placed_for += passed
        if self._teach_s == 0 or self.asks is not None:
            return None
        self.asks = Cue(t, about_key(self._drill), CueKind.SET)
        return self.asks


def _script(
    rest_s: float, name: str, quiet_s: float, advice: Cue | None
) -> Iterator[tuple[float, Cue]]:
    """What is said at which second of the rest."""
    if rest_s >= quiet_s + NAME_S:
        yield quiet_s, _set_cue("rest")
        if advice is not None and rest_s >= quiet_s + 2 * NAME_S:
            yield quiet_s + HEARD_S, advice
    if rest_s >= quiet_s + TEN_S + NAME_S:
        yield rest_s - TEN_S, _set_cue("ten_seconds")
    yield max(rest_s - NAME_S, quiet_s), _set_cue(name)


def _set_cue(key: str) -> Cue:
    return Cue(nan, key, CueKind.SET)

"""What lies between two sets: the rest, the set-up or the wait for the wanted view, and the next
drill explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf, nan

from coach.core.coaching.candidates import Candidate, Rank
from coach.core.drills.drill import Drill
from coach.core.drills.plan import Step
from coach.core.kinematics.standing import UNCALIBRATED, Calibration
from coach.core.kinematics.tracker import Tracked, Tracker
from coach.core.session.setup_check import SetupCheck
from coach.core.session.snapshot import Check
from coach.core.types import Cue, CueKind, Frame, Phase, Pose, View

TEN_S = 10.0
NAME_S = 5.0
"""So long before the rest is over the next drill is named."""

HEARD_S, WORDS_S = 1.5, 3.0
"""How long the few words last, and how long a sentence with the pause after it."""

VIEW_S = 1.0
"""The wanted view must last so long: somebody who walks past the camera shows many."""

ASK_S, AGAIN_S = 1.0, 15.0
WORDS_PER_S = 2.3
SHOWN_S, SHOWN_LAST_S = 5.0, 12.0
"""A drill is shown for so long at least, and in a rest at its end."""

PAIN, MORE_PAIN = "pain_now", "pain_more"
ANSWER_S, ASKED_AT_MOST = 8.0, 2
MORE_THAN_FINE, TOO_MUCH = 3, 4
"""What a raised hand says of pain, and what a second one does (F3)."""


def next_key(drill: Drill) -> str:
    """The cue that names a drill."""
    return f"next_{drill.name}"


def about_key(drill: Drill) -> str:
    """The cue that explains a drill."""
    return f"about_{drill.name}"


@dataclass(slots=True)
class _Question:
    """Whether something hurts: how often it was `put`, `until` when it is waited for an answer, and
    how often a hand was raised to it."""

    put: int = 0
    stands: bool = False
    until: float = inf
    hands: int = 0


class Rest:
    """Takes every frame and what is tracked in it; `over` once the next set may begin.

    For `quiet_s` the last set's words are still heard, then come the `words`; with `named` the next
    set is named, and the `lines` said of it. `setup` looks before it begins. `asks` is the
    cue that stands on the screen until the athlete has done it, or heard it. With `shows` the drill
    is shown, in the rest's last part or else before it begins.
    """

    def __init__(
        self,
        upcoming: Step,
        rest_s: float,
        *,
        again: bool = False,
        quiet_s: float = 0.0,
        words: tuple[Candidate, ...] = (),
        lines: tuple[str, ...] = (),
        setup: SetupCheck | None = None,
        named: bool = True,
        shows: bool = False,
    ) -> None:
        self._rest_s, self._setup = rest_s, setup
        self._due = list(_script(rest_s, quiet_s, words, again=again)) if named else []
        self._heard_by = 0.0
        self._before: float | None = None
        self._elapsed = self._right_for = self._placed_for = 0.0
        self._asked = 0
        self._question = _Question()
        self._paused = self._placed = self._named = False
        self._shows, self._shown_for = shows, 0.0
        self.asks: Cue | None = None
        self.checks: tuple[Check, ...] = ()
        self.lead_to(upcoming, again=again, lines=lines)

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
    def asks_pain(self) -> bool:
        """The question stands, and may be answered."""
        return self.resting and self._question.stands

    @property
    def over(self) -> bool:
        """Rested, in place and told."""
        heard = self._placed_for >= self._teach_s and self._elapsed >= self._heard_by
        seen = not self._shows or self._shown_for >= SHOWN_S
        return self._placed and heard and seen and not self._paused

    @property
    def shows(self) -> bool:
        """The drill to come is being shown now."""
        late = self._rest_s - self._elapsed <= min(SHOWN_LAST_S, self._rest_s / 2)
        return self._shows and (late if self.resting else self._placed)

    @property
    def rested_s(self) -> float:
        """How long it has lasted."""
        return self._elapsed

    @property
    def left_s(self) -> float:
        """What is left of the rest in seconds; NaN in getting into place."""
        return self._rest_s - self._elapsed if self.resting else nan

    def lead_to(self, upcoming: Step, *, again: bool = False, lines: tuple[str, ...] = ()) -> None:
        """From now on that is what comes next; it is named, also where another was already."""
        self._due += [(self._elapsed + HEARD_S, None)] if self._named else []
        self._placed = self._named = False
        self._wanted, self._drill = upcoming.view, upcoming.drill
        self._teach_s = len(upcoming.drill.about.split()) / WORDS_PER_S + 1 if upcoming.teach else 0
        self._teach_s *= not again
        names = (*lines, "next_set") if again else (next_key(upcoming.drill), *lines)
        self._names = [_word(key) for key in names]
        self._name_s = WORDS_S if again else HEARD_S

    def pause(self) -> None:
        """Stops the time, or lets it go on; a set-up that is under way is left out."""
        if not self.resting and self._setup:
            self._setup, self.checks = None, ()
        else:
            self._paused = not self._paused

    def skip(self) -> None:
        """Ends the rest; a second time, also the wait for the view."""
        if self.resting:
            self._elapsed = self._rest_s
            self.answered()
            self._due = []
        else:
            self._setup, self.checks = None, ()
            self._placed, self._teach_s, self._shows = True, 0.0, False

    def answered(self) -> None:
        """What was asked needs to stand no longer."""
        self.asks, self._question = None, _Question(self._question.put)

    def raised(self) -> None:
        """A hand was raised to the question: more than two; a second time: four or more."""
        self._question.hands += 1
        if self._question.hands == 1:
            self._ask(MORE_PAIN)

    def unasked(self) -> tuple[int | None, bool] | None:
        """Once a question's time is over: the level that hands told, and whether any did."""
        question = self._question
        if not question.stands or (question.hands < 2 and self._elapsed < question.until):
            return None
        if not question.hands and question.put < ASKED_AT_MOST and self._may_ask_again():
            self._ask(PAIN)
            return None
        self.answered()
        level = {0: None, 1: MORE_THAN_FINE}.get(question.hands, TOO_MUCH)
        return level, level is not None

    def _may_ask_again(self) -> bool:
        return self._rest_s - self._elapsed >= ANSWER_S + NAME_S

    def _ask(self, key: str) -> None:
        """Next thing, before what else is due."""
        self._question.until = inf
        self._due = [(self._elapsed, _word(key, asks=True)), *self._due]

    def update(self, frame: Frame, tracked: Tracked) -> Candidate | None:
        """One frame later."""
        passed = 0.0 if self._before is None or self._paused else frame.t - self._before
        self._before = frame.t
        rested = self.resting
        self._elapsed += passed
        self._shown_for += passed if self.shows else 0.0
        if rested and not self.resting:
            self.answered()
        right = self._wanted is None or tracked.view.view in self._wanted.views
        self._right_for = self._right_for + passed if right else 0.0
        if self._paused:
            return None
        if self._due and self._elapsed >= self._due[0][0]:
            return self._say(frame.t)
        if self._due or self._elapsed < max(self._rest_s, self._heard_by):
            return None
        cue = self._explain(frame.t, passed) if self._placed else self._place(frame, tracked)
        return Candidate(cue, Rank.REST) if cue else None

    def _say(self, t: float) -> Candidate:
        at, word = self._due.pop(0)
        if word is None:
            self._named = True
            word, *later = self._names
            self._due += [(at + n * self._name_s, one) for n, one in enumerate(later, 1)]
        self._heard_by = self._elapsed + HEARD_S
        word = replace(word, cue=replace(word.cue, t=t))
        if word.asks:
            self.asks, self._question.stands = word.cue, True
            self._question.put += word.cue.key == PAIN
            self._question.until = self._elapsed + ANSWER_S
            held = self._question.until
            self._due = [(max(at, held), one) for at, one in self._due if one is None or at > held]
        return word

    def _place(self, frame: Frame, tracked: Tracked) -> Cue | None:
        looked = self._look(frame, tracked)
        if self._setup is None and (self._wanted is None or self._right_for >= VIEW_S):
            self._placed, self.asks = True, None
            return looked or self._explain(frame.t, 0.0)
        waited = self._elapsed - max(self._rest_s, self._heard_by)
        if self._wanted is None or self._right_for > 0 or waited < ASK_S + self._asked * AGAIN_S:
            return looked
        self._asked += 1
        self.asks = Cue(frame.t, f"view_{self._wanted}", CueKind.SET)
        return self.asks

    def _look(self, frame: Frame, tracked: Tracked) -> Cue | None:
        """What the set-up says; but not to turn, where the wanted view is asked for by its name."""
        if self._setup is None:
            return None
        self.checks, cue = self._setup.update(frame, tracked), self._setup.cue
        if self._setup.passed:
            self._setup, self.checks = None, ()
            self._heard_by = self._elapsed + HEARD_S
            return cue
        failing = next((check.name for check in self.checks if check.ok is False), None)
        return None if failing == "view" and self._wanted else cue

    def _explain(self, t: float, passed: float) -> Cue | None:
        self._placed_for += passed
        if self._teach_s == 0 or self.asks is not None:
            return None
        self.asks = Cue(t, about_key(self._drill), CueKind.SET)
        return self.asks


def _script(
    rest_s: float, quiet_s: float, words: tuple[Candidate, ...], *, again: bool
) -> Iterator[tuple[float, Candidate | None]]:
    """What is said at which second of the rest; None is the name of what comes. Before the same
    drill again the ten seconds need not be told."""
    words = words or (_word("rest"),)
    for n, word in enumerate(words):
        if rest_s >= quiet_s + 2 * NAME_S + (n - 1) * WORDS_S:
            yield quiet_s + n * WORDS_S, word
    if not again and rest_s >= quiet_s + TEN_S + NAME_S + len(words) * WORDS_S:
        yield rest_s - TEN_S, _word("ten_seconds")
    yield max(rest_s - NAME_S, quiet_s), None


def _word(key: str, *, asks: bool = False) -> Candidate:
    return Candidate(Cue(nan, key, CueKind.SET), Rank.REST, asks=asks)


def question() -> Candidate:
    """Asks whether something hurts."""
    return _word(PAIN, asks=True)


class RestTracker:
    """Begins with what `standing` told in the `stood_in` view; `view` is the camera's, if known."""

    def __init__(
        self,
        view: View | None = None,
        standing: Calibration = UNCALIBRATED,
        stood_in: View = View.UNKNOWN,
    ) -> None:
        self._view, self._stood_in = view, stood_in
        self._tracker = Tracker(view, standing=standing)

    def standing(self, view: View) -> Calibration:
        """What is known for a set that is seen from there."""
        return self._tracker.standing if view is self._stood_in else UNCALIBRATED

    def update(self, frame: Frame, pose: Pose | None) -> Tracked:
        """One frame with its raw pose. What standing told is of one side: seen from the other, it
        must be learnt again."""
        tracked = self._tracker.update(frame.t, frame.index, pose)
        view = tracked.view.view
        if view.near and view is not self._stood_in:
            if self._stood_in is not View.UNKNOWN:
                self._tracker = Tracker(self._view)
            self._stood_in = view
        return tracked

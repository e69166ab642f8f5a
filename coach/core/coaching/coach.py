"""Decides which one thing to say, and mostly says nothing.

Rules, all on the frames' own clock: a fault is real after n of its last m reps, and gone after
four of five good ones; one correction at a time, the most important one; a gap between cues, a
longer one between two of a kind, and so many a minute; after a correction the athlete is watched
for some reps, and told once when it has worked. Where no rep got better, other words follow. A
fault that outlasts its corrections makes the target easier. Nothing is corrected at the start of a
set, and nothing said of a probe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan, nan

from coach.core.coaching.candidates import Candidate, Rank
from coach.core.coaching.cue_budget import BRIEF_GAP_S, CueBudget
from coach.core.coaching.fault_history import FAR_OFF, FaultHistory, FaultKey
from coach.core.coaching.wordings import Tried, next_words
from coach.core.drills.drill import Feedback, Manner
from coach.core.drills.kinds import PRAISE
from coach.core.drills.rules import SAFETY
from coach.core.judging.faults import Verdict
from coach.core.judging.result import FaultCount
from coach.core.types import (
    Cue,
    CueKind,
    Reason,
    Rep,
)

CONFIRMED_BY = 2
CONFIRMATIONS = ("thats_it", "keep_that")
HEIGHT, HEIGHT_CONFIRMED = "thigh_angle_peak", ("thats_the_height", *CONFIRMATIONS)
"""What is said of a knee that is high again, and of anything else that was mended."""

CHEER_AT, CHEER = 3, "three_good"
POSITIVE_PER_CORRECTION = 2
"""Where less was praised than this, a shorter streak is praised too."""

FAILED = 2
"""A fault that outlasts so many corrections asks for an easier task."""

BETTER = 1.0
"""A rep whose fault is so many dead-bands smaller than when it was corrected is a better one."""

LOWER_LINE = "lower_line"
FORGOTTEN_S = 5.0
"""Of a leg that was not judged for so long nothing is said any more."""

BLIND_S = 2.0
BLIND_GAP_S = 8.0
CAMERA_CUES = {
    "dark": "more_light",
    "frozen": "picture_frozen",
    "camera_slow": "camera_slow",
    "computer_slow": "computer_slow",
    "camera_tilted": "level_camera",
}
"""State key -> what is said when it lasts: what only somebody at the camera can mend."""

BLIND_CUES = {
    **CAMERA_CUES,
    "nobody": "cannot_see",
    "unsteady": "cannot_see",
    "two_people": "cannot_see",
    "part_hidden": "show_legs",
    "step_back": "step_back",
    "too_small": "come_closer",
    "view_wrong": "turn_side",
    "view_not_front": "turn_front",
}
"""The same of all that hides the athlete; what is only told softly, in words, is not here."""


def of_camera(reason: Reason | None) -> Reason | None:
    """The reason if the camera's. Before the set no other is said: the athlete is on the way."""
    return reason if reason is not None and reason.key in CAMERA_CUES else None


@dataclass(slots=True)
class _Correction:
    """The last correction, until it has worked: reps seen since, and good ones among them. The
    fault was then by `excess` dead-bands; `better` is whether a rep was less far off since."""

    key: FaultKey
    excess: float
    seen: int = 0
    fine: int = 0
    better: bool = False


class Coach:
    """Hears every rep; answers with what might be said, if anything, and takes what was.

    `goal` is the rep value that the target is about, where the target may be lowered: a fault of
    it that outlasts its corrections then lowers it, once. `praise` has the words for so many good
    ones in a row, `tried` what was said of faults before, the latest last.
    """

    def __init__(
        self,
        manner: Manner,
        feedback: Feedback = Feedback.FULL,
        goal: str | None = None,
        praise: Mapping[int, str] = PRAISE,
        tried: Sequence[Tried] = (),
    ) -> None:
        self._manner, self._feedback = manner, feedback
        self._tried = list(tried)
        self._praise_at = praise
        self._goal = goal
        self._histories: dict[FaultKey, FaultHistory] = {}
        self._budget = CueBudget(manner)
        self._awaited: _Correction | None = None
        self._overcome: set[FaultKey] = set()
        self._begun = self._paused_at = nan
        self._reps = 0
        self._streak = 0
        self._confirmed = 0
        self._corrected = self._praised = 0
        self._blind_since: tuple[float, str] | None = None
        self._blind_said = -BLIND_GAP_S

    def begin(self, t: float) -> None:
        """The work begins now."""
        self._begun = t

    def hear(
        self, rep: Rep, verdicts: tuple[Verdict, ...], *, last: bool = False
    ) -> Candidate | None:
        """Takes one decided rep; `last` where the set ends with it."""
        self._reps += 1
        least = FAR_OFF if self._feedback is Feedback.BANDWIDTH else 0.0
        for verdict in verdicts:
            key, safety = (verdict.rule.name, verdict.side), verdict.rule.priority == SAFETY
            watch = self._histories.setdefault(key, FaultHistory(verdict.rule))
            watch.take(rep.t, verdict, 0.0 if safety else least)
        if rep.good is not None:
            self._streak = self._streak + 1 if rep.good else 0
        quiet = not self._feedback.by_rep
        cue = None if quiet else self._confirm(rep.t, verdicts)
        if cue is None and not last:
            cue = self._correct(rep.t) or (None if quiet else self._praise(rep.t))
        return cue

    def pause(self, t: float) -> None:
        """Nothing is seen for a while, nor missed, and no time goes by."""
        self._blind_since = None
        self._paused_at = t if isnan(self._paused_at) else self._paused_at

    def go_on(self, t: float) -> None:
        """The pause is over."""
        self._begun += t - self._paused_at
        self._paused_at = nan

    def blind(self, t: float, reason: Reason | None) -> Candidate | None:
        """Takes why the athlete cannot be judged now (None: can be); says so when it lasts."""
        key = BLIND_CUES.get(reason.key) if reason else None
        if key is None:
            self._blind_since = None
            return None
        if self._blind_since is None or self._blind_since[1] != key:
            self._blind_since = (t, key)
        if t - self._blind_since[0] < BLIND_S or t - self._blind_said < BLIND_GAP_S:
            return None
        return Candidate(Cue(t, key, CueKind.SET), Rank.BLIND)

    def talks(self, t: float) -> bool:
        """Words may still be heard; what can wait must not cut them off."""
        return self._budget.since(t) < BRIEF_GAP_S

    def said(self, chosen: Candidate) -> None:
        """This was said, whoever wanted it: what comes next waits until it is over."""
        cue = chosen.cue
        self._budget.said(cue, talk=chosen.talk)
        if chosen.rank is Rank.BLIND:
            self._blind_said, self._awaited = cue.t, None
        if chosen.eases:
            self._ease(cue.t)
        if chosen.fault is not None:
            watch = self._histories[chosen.fault]
            watch.corrected(cue.t)
            self._awaited = _Correction(chosen.fault, watch.excess)
            self._overcome.discard(chosen.fault)
            self._tried.append(Tried(chosen.fault[0], cue.key, worked=False))
        self._corrected += cue.kind is CueKind.CORRECTION
        self._confirmed += cue.kind is CueKind.CONFIRMATION
        self._praised += cue.kind in (CueKind.CONFIRMATION, CueKind.PRAISE)

    def tallies(self) -> tuple[FaultCount, ...]:
        """The faults that were real at some time in the set, with the reps that showed them."""
        found = (
            FaultCount(name, side, w.reps) for (name, side), w in self._histories.items() if w.ever
        )
        return tuple(sorted(found, key=lambda tally: -tally.reps))

    def summary(self, t: float) -> Cue | None:
        """What to think of in the next set: the most important fault that was not overcome. It is
        taken as said."""
        lasting = [
            (key, watch)
            for key, watch in self._histories.items()
            if watch.lasts and key not in self._overcome
        ]
        if not lasting or self._feedback is Feedback.NONE:
            return None
        key, watch = min(lasting, key=_rank)
        cue = Cue(t, self._words(watch), CueKind.CORRECTION, key[1])
        self._tried.append(Tried(key[0], cue.key))
        return cue

    @property
    def tried(self) -> tuple[Tried, ...]:
        """What was said of faults until now, the latest last."""
        return tuple(self._tried)

    def failed(self) -> frozenset[str]:
        """The faults that outlasted their corrections, by name."""
        lasting = [
            watch
            for key, watch in self._histories.items()
            if watch.active and key not in self._overcome
        ]
        said = Counter[str]()
        for watch in lasting:
            said[watch.rule.name] += watch.said
        return frozenset(name for name, times in said.items() if times >= FAILED)

    def _words(self, watch: FaultHistory) -> str:
        return next_words(watch.rule.name, watch.rule.cues, self._tried)

    def _confirm(self, t: float, verdicts: tuple[Verdict, ...]) -> Candidate | None:
        awaited = self._awaited
        if awaited is None:
            return None
        mine = [v for v in verdicts if (v.rule.name, v.side) == awaited.key]
        if not mine:
            return None
        watching = awaited.seen <= self._manner.watch_reps
        awaited.seen += 1
        awaited.fine += mine[0].fine
        awaited.better = awaited.better or _better(mine[0], awaited.excess)
        soon = watching and awaited.fine >= CONFIRMED_BY
        if not soon and self._histories[awaited.key].active:
            return None
        self._awaited = None
        self._overcome.add(awaited.key)
        self._worked(awaited.key[0])
        if not self._budget.is_left(t):
            return None
        high = self._histories[awaited.key].rule.value == HEIGHT
        words = HEIGHT_CONFIRMED if high else CONFIRMATIONS
        key = words[self._confirmed % len(words)]
        return Candidate(Cue(t, key, CueKind.CONFIRMATION), Rank.REP)

    def _worked(self, fault: str) -> None:
        """The last words that were said of the fault have worked."""
        last = max(n for n, one in enumerate(self._tried) if one.fault == fault)
        self._tried[last] = replace(self._tried[last], worked=True)

    def _correct(self, t: float) -> Candidate | None:
        manner = self._manner
        early = self._reps <= manner.grace_reps or t - self._begun < manner.grace_s
        if early or not self._budget.may_correct(t):
            return None
        watching = self._awaited is not None and self._awaited.seen <= manner.watch_reps
        # A leg that is no longer seen shows no effect: it must not silence the coach for ever.
        if watching and self._budget.since(t) < manner.same_gap_s:
            return None
        open_ones = [
            (key, watch)
            for key, watch in self._histories.items()
            if watch.active and self._may_say(watch) and t - watch.last_seen < FORGOTTEN_S
        ]
        if not open_ones:
            return None
        # One target at a time: while the most important fault lasts, lesser ones are not said.
        key, watch = min(open_ones, key=_rank)
        words = self._words(watch)
        if not watch.bad[-1] or not self._is_due(t, key, watch, words):
            return None
        if watch.said >= manner.most_of_one and watch.rule.priority > SAFETY:
            return Candidate(Cue(t, LOWER_LINE, CueKind.CORRECTION), Rank.REP, eases=True)
        cue = Cue(t, words, CueKind.CORRECTION, key[1])
        return Candidate(cue, Rank.REP, fault=key)

    def _is_due(self, t: float, key: FaultKey, watch: FaultHistory, words: str) -> bool:
        """Whether the words may be said of the fault again. The same ones, and any where a rep got
        better, need the longer gap; where none did, others need only the gap between two cues."""
        awaited = self._awaited
        tries = awaited is not None and awaited.key == key and not awaited.better
        fresh = tries and self._tried[-1].cue != words
        return t - watch.last_said >= (self._manner.gap_s if fresh else self._manner.same_gap_s)

    def _may_say(self, watch: FaultHistory) -> bool:
        """A fault has so many corrections; then the goal, not the athlete, has to give way. What
        must not be is told as long as it lasts, also where all else is left unsaid."""
        if watch.rule.priority == SAFETY:
            return True
        few = watch.said < self._manner.most_of_one or watch.rule.value == self._goal
        return few and self._feedback.by_rep

    def _ease(self, t: float) -> None:
        """The target gets easier, so all that was seen against the old one is void."""
        self._awaited = None
        for key, seen in self._histories.items():
            if seen.rule.value == self._goal:
                self._histories[key] = FaultHistory(
                    seen.rule, ever=seen.ever, reps=seen.reps, said=seen.said, last_said=t
                )
        self._goal = None

    def _praise(self, t: float) -> Candidate | None:
        # While a correction is awaited, its success is what there is to praise.
        waited = self._awaited is not None
        behind = self._praised < POSITIVE_PER_CORRECTION * self._corrected
        key = self._praise_at.get(self._streak)
        if key is None and behind and not waited and self._streak == CHEER_AT:
            key = CHEER
        if key is None or not self._manner.praise or not self._budget.may_praise(t):
            return None
        return Candidate(Cue(t, key, CueKind.PRAISE), Rank.REP)


def _better(verdict: Verdict, than: float) -> bool:
    return verdict.fault is None or verdict.fault.excess <= than - BETTER


def _rank(item: tuple[FaultKey, FaultHistory]) -> tuple[int, float, float]:
    watch = item[1]
    return watch.rule.priority, -watch.excess, watch.last_said

"""Decides which one thing to say, and mostly says nothing.

Rules, all on the frames' own clock: a fault is real after n of its last m reps, and gone after
four of five good ones; one correction at a time, the most important one; a gap between cues, a
longer one between two of a kind; after a correction the athlete is watched for some reps, and
told once when it has worked. Nothing is corrected in the first reps of a set.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import inf

from coach.core.drill import FaultRule, Manner
from coach.core.faults import Verdict
from coach.core.types import Cue, CueKind, Reason, Rep, Side, Tally

GOOD_TO_LEAVE, OF_LAST = 4, 5
CONFIRMED_BY = 2
CONFIRMATIONS = ("thats_it", "thats_the_height", "keep_that")
PRAISE = {5: "five_good", 10: "ten_in_a_row"}
FORGOTTEN_S = 5.0
"""Of a leg that was not judged for so long nothing is said any more."""

BRIEF_GAP_S = 2.0
BLIND_S = 2.0
BLIND_GAP_S = 8.0
BLIND_CUES = {
    "nobody": "cannot_see",
    "two_people": "cannot_see",
    "part_hidden": "show_legs",
    "step_back": "step_back",
    "too_small": "come_closer",
    "view_wrong": "turn_side",
}
"""State key -> what is said when it lasts."""

FaultKey = tuple[str, Side | None]


@dataclass(slots=True)
class _Watch:
    """One fault of one side: how the last reps went, and what has been said about it."""

    rule: FaultRule
    bad: deque[bool] = field(default_factory=deque)
    fine: deque[bool] = field(default_factory=lambda: deque(maxlen=OF_LAST))
    active: bool = False
    ever: bool = False
    reps: int = 0
    said: int = 0
    last_said: float = -inf
    last_seen: float = -inf
    excess: float = 0.0

    def take(self, t: float, verdict: Verdict) -> None:
        """One more rep's verdict."""
        self.last_seen = t
        faulty = verdict.fault is not None
        self.bad.append(faulty)
        while len(self.bad) > self.rule.m:
            self.bad.popleft()
        self.fine.append(verdict.fine)
        self.reps += faulty
        self.excess = verdict.fault.excess if verdict.fault else 0.0
        if not self.active and sum(self.bad) >= self.rule.n:
            self.active = self.ever = True
        elif self.active and sum(self.fine) >= GOOD_TO_LEAVE:
            self.active = False


@dataclass(slots=True)
class _Correction:
    """The last correction, until it has worked: reps seen since, and good ones among them."""

    key: FaultKey
    seen: int = 0
    fine: int = 0


class Coach:
    """Hears every rep; answers with one cue, or with None."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._watches: dict[FaultKey, _Watch] = {}
        self._awaited: _Correction | None = None
        self._last = -inf
        self._gap = 0.0
        self._reps = 0
        self._streak = 0
        self._confirmed = 0
        self._blind_since: tuple[float, str] | None = None
        self._blind_said = -inf

    def hear(self, rep: Rep, verdicts: tuple[Verdict, ...], *, last: bool = False) -> Cue | None:
        """Takes one decided rep; `last` where the set ends with it."""
        self._reps += 1
        for verdict in verdicts:
            key = (verdict.rule.name, verdict.side)
            self._watches.setdefault(key, _Watch(verdict.rule)).take(rep.t, verdict)
        if rep.good is not None:
            self._streak = self._streak + 1 if rep.good else 0
        cue = self._confirm(rep.t, verdicts)
        if cue is None and not last:
            cue = self._correct(rep.t) or self._praise(rep.t)
        if cue is not None:
            self._keep_gap(cue)
        return cue

    def blind(self, t: float, reason: Reason | None) -> Cue | None:
        """Takes why the athlete cannot be judged now (None: can be); says so when it lasts."""
        key = BLIND_CUES.get(reason.key) if reason else None
        if key is None:
            self._blind_since = None
            return None
        if self._blind_since is None or self._blind_since[1] != key:
            self._blind_since = (t, key)
        if t - self._blind_since[0] < BLIND_S or t - self._blind_said < BLIND_GAP_S:
            return None
        self._blind_said = t
        self._awaited = None
        cue = Cue(t, key, CueKind.SET)
        self._keep_gap(cue)
        return cue

    def said(self, cue: Cue) -> None:
        """Something else was said: a correction waits until it is over."""
        self._keep_gap(cue)

    def _keep_gap(self, cue: Cue) -> None:
        """A word about the set or a praise needs no time to work: a short gap is enough."""
        brief = cue.kind in (CueKind.SET, CueKind.PRAISE)
        self._last, self._gap = cue.t, BRIEF_GAP_S if brief else self._manner.gap_s

    def tallies(self) -> tuple[Tally, ...]:
        """The faults that were real at some time in the set, with the reps that showed them."""
        found = (Tally(name, side, w.reps) for (name, side), w in self._watches.items() if w.ever)
        return tuple(sorted(found, key=lambda tally: -tally.reps))

    def _confirm(self, t: float, verdicts: tuple[Verdict, ...]) -> Cue | None:
        awaited = self._awaited
        if awaited is None:
            return None
        mine = [v for v in verdicts if (v.rule.name, v.side) == awaited.key]
        if not mine:
            return None
        watching = awaited.seen <= self._manner.watch_reps
        awaited.seen += 1
        awaited.fine += mine[0].fine
        soon = watching and awaited.fine >= CONFIRMED_BY
        if soon or not self._watches[awaited.key].active:
            self._awaited = None
            key = CONFIRMATIONS[self._confirmed % len(CONFIRMATIONS)]
            self._confirmed += 1
            return Cue(t, key, CueKind.CONFIRMATION)
        return None

    def _correct(self, t: float) -> Cue | None:
        manner = self._manner
        since = t - self._last
        if since < self._gap or self._reps <= manner.grace_reps:
            return None
        watching = self._awaited is not None and self._awaited.seen <= manner.watch_reps
        # A leg that is no longer seen shows no effect: it must not silence the coach for ever.
        if watching and since < manner.same_gap_s:
            return None
        open_ones = [
            (key, watch)
            for key, watch in self._watches.items()
            if watch.active
            and watch.said < manner.most_of_one
            and t - watch.last_seen < FORGOTTEN_S
        ]
        if not open_ones:
            return None
        # One target at a time: while the most important fault lasts, lesser ones are not said.
        key, watch = min(
            open_ones, key=lambda item: (item[1].rule.priority, -item[1].excess, item[1].last_said)
        )
        if not watch.bad[-1] or t - watch.last_said < manner.same_gap_s:
            return None
        cues = watch.rule.cues
        cue = Cue(t, cues[watch.said % len(cues)], CueKind.CORRECTION, key[1])
        watch.said += 1
        watch.last_said = t
        self._awaited = _Correction(key)
        return cue

    def _praise(self, t: float) -> Cue | None:
        if not self._manner.praise or self._streak not in PRAISE:
            return None
        if t - self._last < self._manner.gap_s:
            return None
        return Cue(t, PRAISE[self._streak], CueKind.PRAISE)

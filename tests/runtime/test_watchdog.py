from dataclasses import replace

import pytest

from coach.core.session.snapshot import Snapshot
from coach.core.types import CueKind, Phase
from coach.runtime.watchdog import Watchdog
from tests.core.performing import shipped
from tests.screens.pictures import snapshot


def running(phase: Phase, drill: str = "run") -> Snapshot:
    """At work on the belt, or wherever the drill is done."""
    return replace(snapshot(phase=phase), drill=shipped(drill))


def test_it_barks_once_when_no_snapshot_comes_any_more() -> None:
    dog, last = Watchdog(), running(Phase.WORK)
    told = [dog.look(n / 10, last) for n in range(60)]
    [alarm] = [cue for cue in told if cue]
    assert (alarm.key, alarm.kind) == ("hold_rails", CueKind.SAFETY)
    assert alarm.t == pytest.approx(1.1)


def test_snapshots_that_come_keep_it_quiet() -> None:
    dog = Watchdog()
    assert not any(dog.look(n * 0.9, running(Phase.WORK)) for n in range(60))


def test_it_barks_again_after_the_coach_was_back() -> None:
    dog, last = Watchdog(), running(Phase.WORK)
    assert dog.look(0.0, last) is None
    assert dog.look(1.5, last)
    again = replace(last, t=9.0)
    assert dog.look(2.0, again) is None
    assert dog.look(3.5, again)


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.WORK])
def test_outside_of_the_work_it_is_quiet(phase: Phase) -> None:
    dog, last = Watchdog(), running(phase)
    assert not any(dog.look(t, last) for t in range(60))


def test_before_the_first_snapshot_it_is_quiet() -> None:
    dog = Watchdog()
    assert not any(dog.look(t, None) for t in range(60))


def test_off_the_belt_nobody_has_to_hold_the_rails() -> None:
    dog, last = Watchdog(), running(Phase.WORK, "high_knees")
    assert not any(dog.look(t, last) for t in range(60))

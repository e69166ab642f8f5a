"""Who comes and goes."""

from __future__ import annotations

from coach.core.session.presence import LASTING_S, Presence
from coach.core.types import EventKind

FRAME_S = 0.125


def changes(seen: list[bool]) -> list[tuple[float, EventKind]]:
    presence = Presence()
    events = [presence.update(k * FRAME_S, there) for k, there in enumerate(seen)]
    return [(event.t, event.kind) for each in events for event in each]


def test_a_change_counts_from_when_it_began_once_it_has_lasted() -> None:
    frames = round(LASTING_S / FRAME_S) + 1
    assert changes([True] * frames) == [(0.0, EventKind.PERSON_FOUND)]
    assert changes([True] * (frames - 1) + [False]) == []
    there_and_gone = changes([True] * frames + [False] * frames)
    assert there_and_gone[1:] == [(frames * FRAME_S, EventKind.PERSON_LOST)]


def test_who_is_back_just_as_they_count_as_lost_must_stay_to_be_found() -> None:
    frames = round(LASTING_S / FRAME_S) + 1
    seen = [True] * frames + [False] * frames + [True] + [False] * frames
    assert [kind for _, kind in changes(seen)] == [EventKind.PERSON_FOUND, EventKind.PERSON_LOST]

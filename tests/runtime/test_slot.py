"""How one thread hands things to another."""

from threading import Thread

import pytest

from coach.runtime.slot import Slot


def test_a_slot_gives_the_newest_and_counts_what_nobody_took():
    slot = Slot[int]()
    for n in range(5):
        slot.put(n)
    assert (slot.take(), slot.dropped) == (4, 4)


def test_a_lossless_slot_gives_all_in_order():
    slot = Slot[int](10, lossless=True)
    for n in range(5):
        slot.put(n)
    assert (slot.take_all(0.0), slot.dropped) == ((0, 1, 2, 3, 4), 0)


def test_putting_into_a_full_lossless_slot_waits_for_room():
    slot = Slot[int](2, lossless=True)
    putter = Thread(target=lambda: [slot.put(n) for n in range(20)])
    putter.start()
    assert [slot.take() for _ in range(20)] == list(range(20))
    putter.join()


def test_a_slot_into_which_nothing_is_put_gives_nothing_for_now():
    assert Slot[int]().take_all(0.0) == ()


def test_closing_wakes_whoever_waits_for_a_thing():
    slot, taken = Slot[int](), []
    taker = Thread(target=lambda: taken.append(slot.take()))
    taker.start()
    slot.close()
    taker.join()
    assert taken == [None]


def test_closing_wakes_whoever_waits_for_room():
    slot, accepted = Slot[int](1, lossless=True), []
    slot.put(0)
    putter = Thread(target=lambda: accepted.append(slot.put(1)))
    putter.start()
    slot.close()
    putter.join()
    assert accepted == [False]


def test_what_a_closed_slot_holds_can_still_be_taken():
    slot = Slot[int]()
    slot.put(7)
    slot.close()
    assert (slot.take(), slot.take()) == (7, None)


def test_the_error_comes_after_the_last_thing():
    slot = Slot[int](5, lossless=True)
    with slot:
        slot.put(1)
        raise ValueError("broken")
    assert slot.take_all(0.0) == (1,)
    with pytest.raises(ValueError, match="broken"):
        slot.take_all(0.0)


def test_the_first_closing_counts():
    slot = Slot[int]()
    slot.close()
    slot.close(ValueError("too late"))
    assert slot.error is None
    assert slot.take_all(0.0) is None


def test_nothing_more_goes_into_a_closed_slot():
    slot = Slot[int]()
    slot.close()
    assert slot.put(1) is False

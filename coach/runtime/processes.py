"""One task for many things, each in a process: what fails, or even dies, stops no other."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import SynchronizedArray
from multiprocessing.synchronize import Event
from threading import Thread
from typing import Any, TypeVar

from coach.errors import CoachError

Thing = TypeVar("Thing")
Outcome = TypeVar("Outcome")

Tell = Callable[[float], None]
"""Is told how far a task is, 0..1 or NaN; raises CoachError where it is to end."""

Show = Callable[[Sequence[float]], None]
"""Is told how far each task is, 0..1."""

Pool = Callable[[int, Callable[..., None], tuple[Any, ...]], Executor]
"""Workers: how many, and what each begins with."""

MOST_WORKERS = 60
"""Windows cannot wait for more."""

LOOK_S = 0.1


@dataclass(frozen=True, slots=True)
class Failed:
    """Why nothing came of a thing."""

    why: str


CRASHED = Failed("the process that did it crashed")


@dataclass(frozen=True, slots=True)
class Shared:
    """What all processes see: how far each task is, and whether they are to end."""

    shares: SynchronizedArray[float]
    stop: Event


def cores() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spawned(workers: int, begin: Callable[..., None], given: tuple[Any, ...]) -> Executor:
    """Fresh processes; forked ones would share what a pose model cannot."""
    return ProcessPoolExecutor(workers, get_context("spawn"), begin, given)


def everywhere(
    task: Callable[[Thing, Tell], Outcome],
    things: Sequence[Thing],
    show: Show,
    pool: Pool = spawned,
) -> list[Outcome | Failed]:
    """What came of each thing, as many at a time as there are cores.

    `task` is a function of a module, where another process finds it. A Ctrl-C ends all tasks when
    they next tell how far they are, and is then raised.
    """
    context = get_context("spawn")
    shared = Shared(context.Array("d", len(things)), context.Event())
    work = dict(enumerate(things))

    def come(numbers: Iterable[int], workers: int) -> Mapping[int, Outcome | Failed]:
        with pool(workers, _begin, (shared,)) as executor:
            futures = _submitted(executor, task, {number: work[number] for number in numbers})
            _watched(executor, futures.values(), shared, show)
        return {n: _outcome(future) for n, future in futures.items() if not _lost(future)}

    came = dict(come(work, min(cores(), len(things), MOST_WORKERS)))
    # A process that dies takes the others along: they are tried again, each by itself.
    for number in work.keys() - came.keys():
        came |= {number: CRASHED, **come([number], 1)}
    return [came[number] for number in work]


def _submitted(
    executor: Executor, task: Callable[[Thing, Tell], Outcome], work: Mapping[int, Thing]
) -> dict[int, Future[Outcome | Failed]]:
    """Processes that begin meanwhile do not hear Ctrl-C: what it ends is told to them."""
    futures: dict[int, Future[Outcome | Failed]] = {}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with suppress(BrokenProcessPool):
            for number, thing in work.items():
                futures[number] = executor.submit(_done, task, number, thing)
    finally:
        signal.signal(signal.SIGINT, before)
    return futures


def _watched(
    executor: Executor, futures: Iterable[Future[Any]], shared: Shared, show: Show
) -> None:
    try:
        while wait(futures, LOOK_S).not_done:
            show(shared.shares[:])
    except KeyboardInterrupt:
        shared.stop.set()
        executor.shutdown(cancel_futures=True)
        raise


def _lost(future: Future[Any]) -> bool:
    """Whether its process died, for whatever reason."""
    return isinstance(future.exception(), BrokenProcessPool)


def _outcome(future: Future[Outcome | Failed]) -> Outcome | Failed:
    error = future.exception()
    return Failed(f"{type(error).__name__}: {error}") if error else future.result()


_shared: Shared | None = None
"""Of a worker."""


def _begin(shared: Shared) -> None:
    global _shared
    _shared = shared
    parent = parent_process()
    if parent is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """Nobody would hear of what else came: the app was killed."""
    parent.join()
    os._exit(1)


def _done(task: Callable[[Thing, Tell], Outcome], number: int, thing: Thing) -> Outcome | Failed:
    """In a worker: what came of it, or the app's own words for why nothing did."""
    shared = _shared
    assert shared is not None

    def tell(share: float) -> None:
        if shared.stop.is_set():
            raise CoachError("stopped")
        shared.shares[number] = share if share == share else 0.0

    try:
        tell(0.0)
        outcome = task(thing, tell)
        shared.shares[number] = 1.0
    except CoachError as error:
        shared.shares[number] = 1.0
        return Failed(str(error))
    return outcome

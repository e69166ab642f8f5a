"""What a session leaves: where it is recorded, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from coach import __version__
from coach.core.assessment import Assessment, assess
from coach.core.change import Comparison
from coach.core.one_set import OneSet
from coach.core.outcome import Result
from coach.core.sitting import Sitting
from coach.edges import Kit, Source
from coach.paths import sessions_dir
from coach.records.about import PLAN, RUN, About
from coach.records.plan_folder import Broken, PlanFolder
from coach.records.session_folder import SessionFolder, new_session_dir
from coach.texts import Texts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a session came to, where it lies, and what is to be known of it: what it had to do
    without, what the camera granted. `result` is the last set's; `comparisons` are a plan's."""

    result: Result
    folder: Path
    texts: Texts
    assessment: Assessment
    notes: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] | None = None


def open_record(kit: Kit, source: Source, after: Broken | None) -> SessionFolder | PlanFolder:
    """A folder of its own among the sessions, or that of the broken sitting which goes on."""
    name, camera = kit.plan.name if kit.plan else kit.drill.name, source.camera.info.name
    now = datetime.now().astimezone()
    path = after.path if after else new_session_dir(sessions_dir(), name, kit.wish.athlete, now)
    told = about(kit, PLAN if kit.plan else RUN, camera, now)
    if kit.plan:
        return PlanFolder(
            path,
            kit.plan,
            source=camera,
            texts=kit.texts,
            assessed=partial(_assess, kit),
            after=after,
            about=told,
        )
    return SessionFolder(
        path,
        drill=kit.drill.name,
        source=camera,
        texts=kit.texts,
        speed_kmh=kit.speed_kmh,
        about=told,
    )


def about(kit: Kit, kind: str, source: str, now: datetime) -> About:
    """What session.json is to tell."""
    thing = kit.plan or kit.drill
    started = now.isoformat(timespec="seconds")
    title = kit.texts.states.get(thing.name, thing.title)
    return About(kind, thing.name, title, source, started, __version__, speed_kmh=kit.speed_kmh)


def _assess(kit: Kit, result: Result) -> Assessment:
    """What stands out in a run; in a drill nothing does."""
    return assess(result, kit.usual if result.drill in kit.runs else None, kit.speed_kmh)


def outcome_of(line: OneSet | Sitting, record: SessionFolder | PlanFolder, kit: Kit) -> Outcome:
    """What the session came to, which is recorded as well."""
    result = line.result()
    assessment = _assess(kit, result)
    if isinstance(record, SessionFolder):
        record.finish(result, assessment)
        return Outcome(result, record.path, kit.texts, assessment)
    changes = line.comparisons() if isinstance(line, Sitting) else ()
    record.finish(changes)
    return Outcome(result, record.path, kit.texts, assessment, comparisons=changes)

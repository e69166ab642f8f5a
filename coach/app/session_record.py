"""What a session leaves: where it is recorded, and what it came to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from coach import __version__
from coach.app.devices import Source
from coach.app.request import Kit
from coach.core.compare.change import Comparison
from coach.core.compare.run_assessment import Assessment, assess
from coach.core.judging.result import Result
from coach.core.session.session import Sitting
from coach.core.session.set_runner import OneSet
from coach.paths import data_dir, sessions_dir
from coach.records.athletes import add_athlete, shown
from coach.records.plan_folder import Broken, PlanFolder, find_broken
from coach.records.session_file import PLAN, RUN, About, Who
from coach.records.session_folder import SessionFolder, new_session_dir
from coach.wording.texts import Texts


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


def enrolled(kit: Kit) -> tuple[Kit, str]:
    """The kit with its athlete, and what is said where they are new and were added."""
    name = kit.wish.athlete
    if name is None or kit.athlete is not None:
        return kit, ""
    athlete = add_athlete(data_dir(), name, f"{datetime.now().astimezone():%Y-%m-%d}")
    note = kit.texts.pages["history_new_athlete"].format(name=shown(athlete.name))
    return replace(kit, athlete=athlete), note


def broken_off(kit: Kit) -> Broken | None:
    """The sitting that is to go on, of the athlete who was named; RecordError where none is."""
    if kit.plan is None or not kit.wish.resume:
        return None
    # Who is not known yet has none: their name is nobody's id.
    whose = kit.athlete.id if kit.athlete else kit.wish.athlete
    return find_broken(sessions_dir(), kit.plan, whose)


def open_record(kit: Kit, source: Source, after: Broken | None) -> SessionFolder | PlanFolder:
    """A folder of its own among the sessions, or that of the broken sitting which goes on."""
    name, camera = kit.plan.name if kit.plan else kit.drill.name, source.camera.info.name
    now, athlete = datetime.now().astimezone(), kit.athlete.name if kit.athlete else None
    path = after.path if after else new_session_dir(sessions_dir(), name, athlete, now)
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
    who = Who(kit.athlete.id, kit.athlete.name) if kit.athlete else None
    return About(
        kind,
        thing.name,
        title,
        source,
        started,
        __version__,
        who,
        kit.speed_kmh,
        asdict(kit.prescription) if kit.prescription else {},
    )


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

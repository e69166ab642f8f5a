"""What a session leaves: where it is recorded, and what it came to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from coach import __version__
from coach.app.devices import Source
from coach.app.request import RunContext
from coach.core.compare.change import Comparison
from coach.core.compare.run_assessment import Assessment, assess
from coach.core.judging.result import SetResult
from coach.core.session.closing import Closing
from coach.core.session.session import Session
from coach.core.session.set_runner import SetRunner
from coach.paths import data_dir, sessions_dir
from coach.records.athletes import add_athlete, shown
from coach.records.plan_file import BrokenSession, find_broken_session
from coach.records.session_file import PLAN, RUN, About, Who
from coach.records.session_recorder import SessionRecorder
from coach.records.set_recorder import SetRecorder, new_session_dir
from coach.wording.texts import Texts


@dataclass(frozen=True, slots=True)
class FinishedSession:
    """What a session came to, where it lies, and what is to be known of it: what it had to do
    without, what the camera granted. `result` is the last set's; `comparisons` and
    `closing` are a plan's."""

    result: SetResult
    folder: Path
    texts: Texts
    assessment: Assessment
    notes: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] | None = None
    closing: Closing | None = None


def enrolled(context: RunContext) -> tuple[RunContext, str]:
    """The kit with its athlete, and what is said where they are new and were added."""
    name = context.request.athlete
    if name is None or context.athlete is not None:
        return context, ""
    athlete = add_athlete(data_dir(), name, f"{datetime.now().astimezone():%Y-%m-%d}")
    note = context.texts.pages["history_new_athlete"].format(name=shown(athlete.name))
    return replace(context, athlete=athlete), note


def broken_off(context: RunContext) -> BrokenSession | None:
    """The session that is to go on, of the athlete who was named; RecordError where none is."""
    if context.plan is None or not context.request.resume:
        return None
    # Who is not known yet has none: their name is nobody's id.
    whose = context.athlete.id if context.athlete else context.request.athlete
    return find_broken_session(sessions_dir(), context.plan, whose)


def open_record(
    context: RunContext, source: Source, after: BrokenSession | None
) -> SetRecorder | SessionRecorder:
    """A folder of its own among the sessions, or that of the broken session which goes on."""
    name, camera = (
        context.plan.name if context.plan else context.drill.name,
        source.camera.info.name,
    )
    now, athlete = datetime.now().astimezone(), context.athlete.name if context.athlete else None
    path = after.path if after else new_session_dir(sessions_dir(), name, athlete, now)
    kind = PLAN if context.plan else RUN
    about = session_about(context, kind, camera, now, source.model())
    if context.plan:
        return SessionRecorder(
            path,
            context.plan,
            source=camera,
            texts=context.texts,
            assessed=partial(_assess, context),
            after=after,
            about=about,
        )
    return SetRecorder(
        path,
        drill=context.drill.name,
        source=camera,
        texts=context.texts,
        speed_kmh=context.speed_kmh,
        about=about,
    )


def session_about(context: RunContext, kind: str, source: str, now: datetime, model: str) -> About:
    """What session.json is to tell."""
    thing = context.plan or context.drill
    started = now.isoformat(timespec="seconds")
    title = context.texts.states.get(thing.name, thing.title)
    who = Who(context.athlete.id, context.athlete.name) if context.athlete else None
    return About(
        kind,
        thing.name,
        title,
        source,
        started,
        __version__,
        who,
        context.speed_kmh,
        asdict(context.prescription) if context.prescription else {},
        model,
    )


def _assess(context: RunContext, result: SetResult) -> Assessment:
    """What stands out in a run; in a drill nothing does."""
    return assess(
        result, context.usual if result.drill in context.runs else None, context.speed_kmh
    )


def finished_session(
    line: SetRunner | Session, record: SetRecorder | SessionRecorder, context: RunContext
) -> FinishedSession:
    """What the session came to, which is recorded as well."""
    result = line.result()
    assessment = _assess(context, result)
    if isinstance(record, SetRecorder):
        record.finish(result, assessment)
        return FinishedSession(result, record.path, context.texts, assessment)
    changes = line.comparisons() if isinstance(line, Session) else ()
    closing = line.closing() if isinstance(line, Session) else None
    record.finish(changes)
    return FinishedSession(
        result, record.path, context.texts, assessment, comparisons=changes, closing=closing
    )

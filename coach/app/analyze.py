"""Analyses one video: every frame, as fast as it goes, into a folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from math import nan
from pathlib import Path

from coach.app.devices import model_file, model_name, pose_estimator
from coach.app.opening import open_source
from coach.app.request import SYNTHETIC, Progressing, RunContext, RunRequest, load_context
from coach.app.session_record import FinishedSession, finished_session, session_about
from coach.core.session.set_clock import SetConfig
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.errors import CameraError
from coach.records.session_file import ANALYZE
from coach.records.set_recorder import SetRecorder
from coach.runtime.replay import replay


def set_start_of(context: RunContext) -> SetStart:
    """What the set of a video begins with."""
    start = SetConfig(feedback=context.drill.feedback)
    return SetStart(context.drill, start, view=context.request.view, manner=context.settings.manner)


def analyze(
    request: RunRequest, out: Path, progressing: Progressing, workers: int = 2
) -> FinishedSession:
    """Every frame of a video, as fast as it goes, into the folder `out`; each of the `workers`
    that look for the athlete takes a core."""
    context, video = load_context(request), request.source or ""
    camera = open_source(video)
    if camera.info.live or video == SYNTHETIC:
        raise CameraError(f"{video} is no video file; 'coach run --source {video}' is for it")
    with SetRecorder(
        out,
        drill=context.drill.name,
        source=video,
        texts=context.texts,
        speed_kmh=context.speed_kmh,
        about=session_about(
            context, ANALYZE, video, datetime.now().astimezone(), model_name(context)
        ),
    ) as folder:
        # A video that cannot be read is told before the pose model is fetched.
        with camera:
            frames = camera.info.frames or nan
        estimator = pose_estimator(model_file(context, progressing), workers)
        line = SetRunner(set_start_of(context))
        with progressing() as progress:
            for snapshot in replay(camera, estimator, line):
                folder.write(snapshot)
                progress(camera.info.name, (snapshot.frame.index + 1) / frames)
        outcome = finished_session(line, folder, context)
    return replace(outcome, notes=tuple(filter(None, [camera.info.note])))

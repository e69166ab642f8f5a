"""Analyses one video: every frame, as fast as it goes, into a folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from math import nan
from pathlib import Path

from coach.app.devices import model_file, pose_estimator
from coach.app.request import SYNTHETIC, Progressing, Wish, load_kit
from coach.app.session_record import Outcome, about, outcome_of
from coach.cameras.opening import open_source
from coach.core.session.set_runner import OneSet
from coach.core.session.set_start import Begun
from coach.errors import CameraError
from coach.records.session_file import ANALYZE
from coach.records.session_folder import SessionFolder
from coach.runtime.replay import replay


def analyze(wish: Wish, out: Path, progressing: Progressing, workers: int = 2) -> Outcome:
    """Every frame of a video, as fast as it goes, into the folder `out`; each of the `workers`
    that look for the athlete takes a core."""
    kit, video = load_kit(wish), wish.source or ""
    camera = open_source(video)
    if camera.info.live or video == SYNTHETIC:
        raise CameraError(f"{video} is no video file; 'coach run --source {video}' is for it")
    with SessionFolder(
        out,
        drill=kit.drill.name,
        source=video,
        texts=kit.texts,
        speed_kmh=kit.speed_kmh,
        about=about(kit, ANALYZE, video, datetime.now().astimezone()),
    ) as folder:
        # A video that cannot be read is told before the pose model is fetched.
        with camera:
            frames = camera.info.frames or nan
        estimator = pose_estimator(model_file(kit, progressing), workers)
        line = OneSet(Begun(kit.drill, view=wish.view, manner=kit.settings.manner))
        with progressing() as progress:
            for snapshot in replay(camera, estimator, line):
                folder.write(snapshot)
                progress(camera.info.name, (snapshot.frame.index + 1) / frames)
        outcome = outcome_of(line, folder, kit)
    return replace(outcome, notes=tuple(filter(None, [camera.info.note])))

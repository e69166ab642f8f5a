"""Measures the app itself: how fast it is here, and how right on clips whose truth is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from coach.accuracy import changes, coaching
from coach.accuracy.figures import Clip
from coach.accuracy.measure import ClipParts, find_truths, measure_clips
from coach.accuracy.pairs import FORM, pairs
from coach.accuracy.people import people
from coach.accuracy.speed import BenchResult, SpeedParts, bench, seconds_until_said
from coach.accuracy.stubborn import in_words, stubborn
from coach.accuracy.tables import markdown
from coach.app.devices import fetched, model_file, official_loop, pose_estimator
from coach.app.opening import open_source
from coach.app.request import Progressing, RunRequest, load_context
from coach.cameras.paced import Paced
from coach.config import drill_names, load_drill, load_texts
from coach.config.words import shipped_english
from coach.core.session.set_runner import SetRunner
from coach.core.session.set_start import SetStart
from coach.paths import PYTHON
from coach.records.set_recorder import SetRecorder

Bench = tuple[Any, list[tuple[str, ...]], str]
"""What came of it: for scripts, as rows of a table below their heads, and as text."""

Scored = TypeVar("Scored")


def measure_speed(request: RunRequest, progressing: Progressing) -> BenchResult:
    """What `coach bench` prints; see BenchResult."""
    from coach.voices.latency import measure

    context, clip = load_context(request), request.source or ""
    with open_source(clip):
        pass
    model, full = model_file(context, progressing), fetched("full", progressing)
    start = [*PYTHON, "coach", "run", "--headless", "--mute"]
    start += ["--source", clip, "--model", str(model)]
    # A session on a video is at work from its first frame on, and says so.
    at_work = load_texts(shipped_english()).states["work"]
    with TemporaryDirectory() as home:
        folder = SetRecorder(
            Path(home, "record"), drill=context.drill.name, source=clip, texts=context.texts
        )
        with folder as record, progressing() as progress:
            parts = SpeedParts(
                camera=partial(open_source, clip),
                paced=lambda camera, fps: Paced(camera, fps=fps),
                estimator=partial(pose_estimator, model),
                yardstick=partial(official_loop, full),
                line=lambda: SetRunner(SetStart(context.drill)),
                record=record.write,
                sound_ms=measure,
                start_s=partial(seconds_until_said, at_work, start, COACH_HOME=home),
            )
            return bench(parts, progress=progress)


def measure_accuracy(folder: Path, request: RunRequest, progressing: Progressing) -> list[Clip]:
    """What `coach bench accuracy` prints: every clip of the folder whose truth is known."""
    truths = find_truths(folder)
    model = model_file(load_context(request), progressing)
    with progressing() as progress:
        parts = ClipParts(
            camera=lambda video: open_source(str(video)),
            estimator=partial(pose_estimator, model),
            session=lambda drill: SetRunner(SetStart(load_drill(drill))),
            progress=progress,
        )
        return list(measure_clips(truths, parts))


def accuracy_of(folder: Path, request: RunRequest, progressing: Progressing) -> Bench:
    """The same, with its tables in Markdown."""
    clips = measure_accuracy(folder, request, progressing)
    return [asdict(clip) for clip in clips], [], markdown(clips)


def coaching_of(athletes: int, progressing: Progressing) -> Bench:
    """What `coach bench coaching` prints."""
    drills = [load_drill(name) for name in drill_names()]
    found = _all(map(coaching.coached, people(athletes, drills)), athletes, progressing)
    scores = coaching.scores(found)
    value = [asdict(s) | {"precision": s.precision, "recall": s.recall} for s in scores]
    lines = [
        coaching.in_words(coaching.bearing(found)),
        in_words(list(stubborn(each.person for each in found))),
    ]
    return value, coaching.table(scores), "\n".join(lines)


def changes_of(athletes: int, progressing: Progressing) -> Bench:
    """What `coach bench compare` prints."""
    drills = {name: load_drill(name) for name in FORM}
    found = _all(map(changes.compared_pair, pairs(athletes, drills)), athletes, progressing)
    scores = changes.scores(found)
    metrics = [asdict(s) | {"precision": s.precision} for s in scores]
    unlike, refused = changes.refusals(found)
    value = {"metrics": metrics, "unlike": unlike, "refused": refused}
    return value, changes.table(scores), f"unlike pairs refused: {refused} of {unlike}"


def _all(scored: Iterator[Scored], number: int, progressing: Progressing) -> list[Scored]:
    """One after the other, with a bar that says how far it is."""
    found = []
    with progressing() as progress:
        for done, each in enumerate(scored, 1):
            found.append(each)
            progress("athletes", done / number)
    return found

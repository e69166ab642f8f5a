"""Many videos at once, each into a folder of its own; what is done is left as it is.

The folder's video.json, which is written last, has all that its numbers depend on.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from math import isfinite
from operator import mul
from pathlib import Path
from typing import Any

from coach import __version__
from coach.app.analyze import analyze, set_start_of
from coach.app.devices import model_file
from coach.app.request import Progress, Progressing, RunContext, RunRequest, load_context
from coach.core.judging.result import SetResult
from coach.core.types import Count, Side
from coach.errors import RecordError
from coach.records.atomic_files import read_json, write_json
from coach.records.session_file import set_start_table
from coach.records.set_files import POSE_LOG
from coach.records.summary import read_summary
from coach.runtime.processes import Failed, Show, Tell, everywhere
from coach.wording.judged import good_of_seen
from coach.wording.texts import Texts

VIDEO_JSON = "video.json"


@dataclass(frozen=True, slots=True)
class Job:
    """A video, the folder that it goes into, and all that its numbers depend on."""

    video: Path
    folder: Path
    mark: Mapping[str, Any]

    @property
    def done(self) -> bool:
        try:
            read_summary(self.folder)
            same = read_json(self.folder / VIDEO_JSON) == self.mark
        except RecordError:
            return False
        return same and not (self.folder / POSE_LOG).exists()


@dataclass(frozen=True, slots=True)
class AnalyzedVideo:
    """What came of a video: it failed because of a `problem`, or was done `before`."""

    job: Job
    problem: str = ""
    before: bool = False

    @property
    def why(self) -> str:
        """The problem, with the name of the video."""
        name = str(self.job.video)
        return self.problem if name in self.problem else f"{name}: {self.problem}"

    @property
    def result(self) -> SetResult:
        return read_summary(self.job.folder).result


def analyze_many(
    videos: Sequence[Path],
    request: RunRequest,
    out: Path,
    progressing: Progressing,
) -> list[AnalyzedVideo]:
    """Every frame of all videos, each into its folder in `out`; a video that fails stops no other.

    What is done already is left as it is. A Ctrl-C ends what is under way, and is then raised.
    """
    context = load_context(request)
    jobs = _jobs(videos, out, context)
    due = [job for job in jobs if not job.done]
    problems: dict[Path, str] = {}
    if due:
        # Fetched here, since else each process would.
        request = replace(request, model=str(model_file(context, progressing)))
        with progressing() as progress:
            tasks = [(request, job) for job in due]
            came = everywhere(_analyze, tasks, _showing(due, progress))
        whys = [one.why if isinstance(one, Failed) else "" for one in came]
        problems = {job.folder: why for job, why in zip(due, whys, strict=True)}
    return [
        AnalyzedVideo(job, problems.get(job.folder, ""), before=job.folder not in problems)
        for job in jobs
    ]


def _jobs(videos: Sequence[Path], out: Path, context: RunContext) -> list[Job]:
    stems = Counter(video.stem.casefold() for video in videos)
    return [
        Job(
            video,
            out / _name(video, alone=stems[video.stem.casefold()] == 1),
            _mark(video, context),
        )
        for video in videos
    ]


def _name(video: Path, *, alone: bool) -> str:
    """The same in every run; of videos with one name each gets a sign of where it lies."""
    return video.stem if alone else f"{video.stem}_{_digest(str(video.resolve()))[:6]}"


def _mark(video: Path, context: RunContext) -> dict[str, Any]:
    """Nothing of a video that cannot be looked at."""
    try:
        seen = video.stat()
    except OSError:
        return {}
    set_start = set_start_of(context)
    return {
        "video": str(video.resolve()),
        "bytes": seen.st_size,
        "modified_ns": seen.st_mtime_ns,
        "drill": context.drill.name,
        "begun": _digest(json.dumps(set_start_table(set_start))),
        "model": context.model,
        "speed_kmh": context.request.speed_kmh,
        "app": __version__,
    }


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _showing(jobs: Sequence[Job], progress: Progress) -> Show:
    """One bar for all, in which each video is as long as its file."""
    sizes = [job.mark.get("bytes", 0) for job in jobs]

    def show(shares: Sequence[float]) -> None:
        over = sum(share == 1.0 for share in shares)
        share = sum(map(mul, sizes, shares)) / max(1, sum(sizes))
        progress(f"{over}/{len(sizes)}", share)

    return show


def _analyze(task: tuple[RunRequest, Job], tell: Tell) -> None:
    """In a process of its own."""
    request, job = task

    @contextmanager
    def telling() -> Iterator[Progress]:
        yield lambda what, done: tell(done)

    try:
        (job.folder / VIDEO_JSON).unlink(missing_ok=True)
        analyze(replace(request, source=str(job.video)), job.folder, telling, workers=1)
        write_json(job.folder / VIDEO_JSON, job.mark)
    except OSError as error:
        raise RecordError(f"cannot write to {job.folder}: {error.strerror or error}") from error


def rows_of(videos: Sequence[AnalyzedVideo], texts: Texts) -> list[tuple[str, ...]]:
    """A heading, and a row for each video that did not fail: its reps, good of all where they are
    graded, its cadence, its folder."""
    head = ("", *(texts.sides[side] for side in Side), texts.states["steps_per_min"], "")
    return [head, *(_row(video) for video in videos if not video.problem)]


def _row(video: AnalyzedVideo) -> tuple[str, ...]:
    result = video.result
    counts = [_count(result.counts[side]) for side in Side]
    cadence = f"{result.cadence:.0f}" if isfinite(result.cadence) else ""
    return (video.job.video.name, *counts, cadence, str(video.job.folder))


def _count(count: Count) -> str:
    return f"{count.all}" if count.good is None else good_of_seen(count)

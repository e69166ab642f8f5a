"""A running assessment from end to end: typed speed in; findings, reasons and notes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coach.app.live import run
from coach.app.request import RunRequest
from coach.app.session_record import FinishedSession
from coach.config import load_texts
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Phase
from coach.ports import Status
from coach.wording.report_card import Report
from coach.wording.set_summary import summary_text
from tests.e2e.hurry import SMALL, Hurry, no_bar


class Wall:
    """A screen that keeps what it was told."""

    def __init__(self) -> None:
        self.reports: list[tuple[Phase, Report | None]] = []
        self.notes: set[str] = set()

    def show(self, snapshot: Snapshot | None, status: Status) -> tuple[Command, ...]:
        if snapshot is not None:
            self.reports.append((snapshot.phase, status.report))
        self.notes |= set(status.notes)
        return (Command.END,) if status.report or self._over(snapshot) else ()

    @staticmethod
    def _over(snapshot: Snapshot | None) -> bool:
        return snapshot is not None and snapshot.phase is Phase.DONE

    def close(self) -> None:
        """There is nothing to take away."""


@pytest.fixture
def set_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[RunRequest], tuple[FinishedSession, Wall, dict[str, Any]]]:
    """Runs a live set of eight seconds of work."""
    config = tmp_path / "config"
    (config / "drills").mkdir(parents=True)
    (config / "coach.toml").write_text(SMALL, encoding="utf-8")
    for drill in ("run", "high_knees"):
        text = f'schema = 1\nextends = "{drill}"\nseconds = 8\n'
        (config / "drills" / f"{drill}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    wall = Wall()
    monkeypatch.setattr("coach.app.live.open_screen", lambda context, *, live: (wall, None))

    def go(request: RunRequest) -> tuple[FinishedSession, Wall, dict[str, Any]]:
        outcome = run(replace(request, source="synthetic", mute=True), no_bar, Hurry())
        text = (outcome.folder / "summary.json").read_text(encoding="utf-8")
        return outcome, wall, json.loads(text)

    return go


def test_a_run_is_compared_at_the_typed_speed_and_shown_when_the_set_is_done(set_of) -> None:
    outcome, wall, summary = set_of(RunRequest("run", speed_kmh=10.0))
    assert summary["speed_kmh"] == 10
    assert summary["stood"] is True
    assert len(summary["findings"]) <= 3
    assert outcome.assessment.compared >= 5
    pelvic_drop = [one for one in summary["not_measured"] if one["metric"] == "pelvic_drop"]
    assert len(pelvic_drop) == 1
    *before, (phase, report) = wall.reports
    assert phase is Phase.DONE
    assert report is not None
    assert len(report.findings) == len(summary["findings"])
    assert not any(early for at, early in before if at is not Phase.DONE)
    lines = summary_text(outcome.result, outcome.texts, outcome.assessment)
    assert {told.sentence for told in report.findings} <= {line.split(";")[0] for line in lines}


@pytest.mark.slow
def test_a_drill_keeps_its_speed_and_has_no_findings(set_of) -> None:
    _, wall, summary = set_of(RunRequest("high_knees", speed_kmh=5.5))
    assert (summary["speed_kmh"], summary["findings"]) == (5.5, None)
    assert {report for _, report in wall.reports} == {None}
    assert load_texts().states["not_stood"] not in wall.notes


@pytest.mark.slow
def test_a_speed_that_was_not_typed_is_null(set_of) -> None:
    _, _, summary = set_of(RunRequest("run"))
    assert summary["speed_kmh"] is None
    assert isinstance(summary["findings"], list)

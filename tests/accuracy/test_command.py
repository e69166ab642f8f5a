"""`coach bench accuracy FOLDER`, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach.cli import app
from coach.errors import CoachError


def typed(*words: object) -> tuple[int, BaseException | None, str]:
    done = CliRunner().invoke(app, ["bench", *map(str, words)])
    return done.exit_code, done.exception, done.output


def test_a_folder_without_truth_is_refused_before_a_model_is_fetched(tmp_path: Path) -> None:
    _, error, _ = typed("accuracy", tmp_path, "--model", tmp_path / "absent.task")
    assert isinstance(error, CoachError)
    assert str(tmp_path) in str(error)


@pytest.mark.parametrize("words", [("accuracy",), ("a.mp4", "folder")])
def test_accuracy_takes_a_folder_and_a_video_takes_none(words: tuple[str, ...]) -> None:
    code, _, said = typed(*words)
    assert code == 2
    assert "'accuracy' and a folder" in said

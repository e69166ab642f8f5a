"""`coach bench accuracy FOLDER` and `coach bench compare`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach.cli.main import app
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


@pytest.mark.slow
def test_pairs_of_athletes_are_compared_for_scripts() -> None:
    code, error, said = typed("compare", "--athletes", 1, "--json")
    assert (code, error) == (0, None)
    told = json.loads(said)
    assert told["metrics"][-1]["metric"] == "all"
    assert told["metrics"][-1]["hidden"] == 0
    assert (told["unlike"], told["refused"]) in ((0, 0), (1, 1))

import signal
from collections.abc import Iterator

import pytest

from coach.poses.model_file import model_path


@pytest.fixture(autouse=True, scope="session")
def nothing_of_the_users(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Only what ships, whatever whoever runs the tests has of their own; but for the pose model."""
    models = model_path("full").parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COACH_MODEL_DIR", str(models))
        patch.setenv("COACH_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(autouse=True, scope="session")
def no_power_is_lost() -> Iterator[None]:
    """Waiting for the disk would only make the tests slow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda file: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def ctrl_c_is_heard() -> None:
    """Also where the tests run in the background, whose shell has it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden",
        choices=("check", "update"),
        default="check",
        help="check the golden sessions, or write down anew what they give (then read the diff)",
    )

import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from coach.poses.model_file import model_path

settings.register_profile("loop", derandomize=True, deadline=None, max_examples=20)
settings.register_profile("whole", settings.get_profile("loop"), max_examples=250)
settings.load_profile("loop")
"""The same examples every time; --hypothesis-profile=whole looks at twelve times as many."""


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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Files and single tests that are named run in one process, which is sooner begun."""
    named = [name for name in config.args if ".py" in name]
    return 0 if named else None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden",
        choices=("check", "update"),
        default="check",
        help="check the golden sessions, or write down anew what they give (then read the diff)",
    )

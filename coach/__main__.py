"""Starts the command line; whatever goes wrong is told in one line."""

import os
import sys
from io import StringIO, TextIOWrapper
from multiprocessing import freeze_support
from types import TracebackType

# OpenCV reads these when it is first imported.
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

BROKEN_OFF = 130
"""What typer exits with after a Ctrl-C."""


def main() -> None:
    """The `coach` command: exits with 0 done, 1 it could not be done, 2 wrong usage."""
    # In an app that is one program file, a worker process begins here too, and ends here.
    freeze_support()
    # Started without a terminal, as by pythonw, there is nowhere to write.
    sys.stdout = sys.stdout or StringIO()
    sys.stderr = sys.stderr or StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A letter that the terminal does not have becomes a question mark.
            stream.reconfigure(errors="replace")
    sys.excepthook = _bug
    from coach.cli.main import command
    from coach.errors import CoachError
    from coach.spelling import shortened

    try:
        command()
    except CoachError as error:
        _tell(str(error))
        sys.exit(1)
    except OSError as error:
        # A name that no file can have, a folder that may not be read: all that has no better line.
        _tell(f"{error.strerror or error}: {shortened(error.filename or 'a file')}")
        sys.exit(1)
    except SystemExit as end:
        if end.code != BROKEN_OFF:
            raise
        _tell("stopped")
        sys.exit(1)


def _bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """For what nobody thought of: a user can do nothing with a traceback."""
    if os.environ.get("COACH_DEBUG"):
        sys.__excepthook__(kind, error, trace)
    elif issubclass(kind, KeyboardInterrupt):
        _tell("stopped")
    else:
        _tell(f"this should not happen: {kind.__name__}: {error}; COACH_DEBUG=1 shows where")


def _tell(words: str) -> None:
    sys.stderr.write(f"coach: {words}\n")


if __name__ == "__main__":
    main()

"""Starts the command line; whatever goes wrong is told in one line."""

import os
import sys

# OpenCV reads these when it is first imported.
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")


def main() -> None:
    """The `coach` command: exits with 0 done, 1 it could not be done, 2 wrong usage."""
    from coach.cli import app
    from coach.errors import CoachError

    try:
        app()
    except CoachError as error:
        print(f"coach: {error}", file=sys.stderr)  # noqa: T201 - the one place errors are printed
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(1)


if __name__ == "__main__":
    main()

"""Everything that can go wrong in words for a user: one line, what and what to do.

* CoachError
  + CameraError   a picture source cannot be opened or has stopped
  + PoseError     the pose model is missing, damaged or cannot run
  + ConfigError   a drill, cue, plan or settings file is wrong; carries every problem at once
  + RecordError   a session folder cannot be written or read
"""


class CoachError(Exception):
    """Raised when the app cannot do what was asked; the message is shown as it is."""


class CameraError(CoachError):
    """Raised when a picture source cannot be opened, or stops giving pictures."""


class PoseError(CoachError):
    """Raised when the pose model is missing, damaged, or cannot run."""


class ConfigError(CoachError):
    """Raised with all problems of one file: `problems` holds one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class RecordError(CoachError):
    """Raised when a session folder cannot be written or read."""

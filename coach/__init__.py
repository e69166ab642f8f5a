"""A webcam coach for running drills."""

__version__ = "0.1.0"

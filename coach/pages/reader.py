"""Whom a report is for; light, since the command line offers it."""

from __future__ import annotations

from enum import StrEnum


class Reader(StrEnum):
    """Whom a report is for."""

    RUNNER = "runner"
    THERAPIST = "therapist"
    BOTH = "both"

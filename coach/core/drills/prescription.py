"""A plan with an athlete's own targets, as a therapist signed it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prescription:
    """What was prescribed to `athlete`, `by` whom: the `name` of its file, and all its `text` as it
    was that day. `valid_until` is a day as 2026-12-31, empty where it has no end; up to
    `pain_limit` of 10 the drills go on, by the app's own rule where that is None."""

    name: str
    athlete: str
    by: str
    note: str = ""
    valid_until: str = ""
    pain_limit: int | None = None
    text: str = ""

    def ended(self, today: str) -> bool:
        """Whether it ended before that day, written in the same way."""
        return bool(self.valid_until) and self.valid_until < today

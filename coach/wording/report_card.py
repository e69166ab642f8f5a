"""What a screen shows of a set or a plan once it is over, already in words."""

from __future__ import annotations

from dataclasses import dataclass

from coach.wording.texts import FindingWords


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One number before and after a plan, in words; `verdict` is a key of the texts' states, and
    `both` empty where it only names what did not change."""

    name: str
    both: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Report:
    """What stands out in a set, in words: findings, and smaller `notes` on what they rest on; or
    after a plan its `changes`, the ones that count first."""

    heading: str
    findings: tuple[FindingWords, ...] = ()
    notes: tuple[str, ...] = ()
    changes: tuple[ChangeRow, ...] = ()

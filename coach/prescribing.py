"""Takes up a prescription: whose it is, and whether it still holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coach.config import load_prescription
from coach.config.prescriptions import Prescribed
from coach.errors import CoachError
from coach.texts import Texts

if TYPE_CHECKING:
    from coach.edges import Wish


def as_prescribed(wish: Wish, file: Path, texts: Texts) -> tuple[Wish, Prescribed]:
    """The wish with the athlete and the speed that the file names, where it names none itself.

    Raises CoachError where the prescription has ended.
    """
    found = load_prescription(file, texts)
    signed, speed = found.prescription, wish.speed_kmh
    if signed.ended(datetime.now().astimezone().date().isoformat()):
        raise CoachError(
            f"{file} was valid until {signed.valid_until}: ask {signed.by} for a new one"
        )
    if speed is None and found.speed_kmh == found.speed_kmh:
        speed = found.speed_kmh
    return replace(wish, athlete=wish.athlete or signed.athlete, speed_kmh=speed), found

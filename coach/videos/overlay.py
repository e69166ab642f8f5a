"""What is drawn on the second video: the skeleton, the numbers of both legs, the cue, the phase."""

from __future__ import annotations

from math import isfinite, nan

import numpy as np

from coach.core.drills.drill import Drill
from coach.core.drills.kinds import Gauge
from coach.core.session.snapshot import Snapshot
from coach.core.skeleton import BONES, BodyPart, row
from coach.core.types import Count, Image, Points, Side
from coach.opencv import cv2
from coach.screens.reading import live
from coach.wording.judged import good_of_seen
from coach.wording.texts import Texts

Colour = tuple[int, int, int]

DARK: Colour = (18, 13, 10)
WHITE: Colour = (248, 245, 242)
GOOD: Colour = (164, 206, 64)
OUT: Colour = (40, 170, 245)
_CUE, _WORD, _SMALL = 8.0, 5.0, 4.0
_BONE, _JOINT = 0.9, 1.1
# Before OpenCV 5 it has no letters beyond ASCII: they come out as question marks.
_FONT = cv2.FONT_HERSHEY_SIMPLEX


class Overlay:
    """Draws on copies of the pictures, never mirrored, in hundredths of their height."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def paint(self, snapshot: Snapshot) -> Image:
        """A copy of the snapshot's picture, (height, width, 3) BGR, with all that is known."""
        sheet = _Sheet(snapshot.frame.image.copy())
        self._bones(sheet, snapshot)
        for side in Side:
            self._leg(sheet, snapshot, side)
        sheet.write(self._phase(snapshot), (50, 3), _WORD, WHITE)
        if snapshot.shown is not None:
            sheet.write(self._texts.show(snapshot.shown), (50, 88), _CUE, WHITE)
        return sheet.picture

    def _bones(self, sheet: _Sheet, snapshot: Snapshot) -> None:
        if snapshot.pose is None:
            return
        spots = snapshot.pose.xy * (1, -1)
        seen = [spots[[*bone]] for bone in BONES if np.isfinite(spots[[*bone]]).all()]
        for colour, wide in ((DARK, 2 * _BONE), (WHITE, _BONE)):
            for a, b in seen:
                sheet.line(a, b, wide, colour)
        for spot in spots[np.isfinite(spots).all(axis=1)]:
            sheet.dot(spot, _JOINT, GOOD)

    def _leg(self, sheet: _Sheet, snapshot: Snapshot, side: Side) -> None:
        """In the picture's corner its counts and angles; at the knee what the drill asks for."""
        across = 3 if side is Side.LEFT else 97
        count = snapshot.counts.get(side, Count())
        words = f"{self._texts.sides[side]} {good_of_seen(count)}"
        sheet.write(words, (across, 3), _WORD, WHITE)
        for joint, down in (("hip", 10), ("knee", 15)):
            angle = snapshot.kinematics.get(f"{joint}_flexion", side)
            if isfinite(angle):
                words = f"{self._texts.joints[joint]} {angle:.0f}°"
                sheet.write(words, (across, down), _SMALL, WHITE)
        if isfinite(held := snapshot.held.get(side, nan)):
            sheet.write(f"{held:.0f} s", (across, 20), _WORD, WHITE)
        drill = snapshot.drill
        if drill.traits.gauge is not Gauge.RING and side in snapshot.graded:
            self._knee(sheet, snapshot, drill, side)

    def _knee(self, sheet: _Sheet, snapshot: Snapshot, drill: Drill, side: Side) -> None:
        angle = live(drill, snapshot, side)
        if snapshot.pose is None or not isfinite(angle):
            return
        knee = snapshot.pose.xy[row(BodyPart.KNEE, side)] * (1, -1)
        if np.isfinite(knee).all():
            lifted = angle >= drill.rep.partial
            colour = WHITE if not lifted else GOOD if drill.target.holds(angle) else OUT
            sheet.write_beside(f"{angle:.0f}°", knee, _WORD, colour)

    def _phase(self, snapshot: Snapshot) -> str:
        words = self._texts.states[snapshot.phase.value]
        return f"{words}  {snapshot.left_s:.0f} s" if isfinite(snapshot.left_s) else words


class _Sheet:
    """A picture to draw on; lengths are hundredths of its height."""

    def __init__(self, picture: Image) -> None:
        self.picture = picture
        self._height: int = picture.shape[0]
        self._width: int = picture.shape[1]

    def line(self, a: Points, b: Points, wide: float, colour: Colour) -> None:
        """Between two spots, (2,) in pixels with y down."""
        cv2.line(self.picture, _spot(a), _spot(b), colour, self._px(wide), cv2.LINE_AA)

    def dot(self, at: Points, radius: float, colour: Colour) -> None:
        """A disc at a spot, (2,) in pixels with y down."""
        cv2.circle(self.picture, _spot(at), self._px(radius), colour, cv2.FILLED, cv2.LINE_AA)

    def write(self, text: str, at: tuple[float, float], tall: float, colour: Colour) -> None:
        """`at` is where the text's top is, in percent: what is on the left begins there, what is
        on the right ends there, and what is in the middle has its own middle there."""
        across, down = at
        scale, wide = self._letters(text, tall)
        x = across / 100 * (self._width - wide)
        self._put(text, (x, down / 100 * self._height + self._px(tall)), scale, colour)

    def write_beside(self, text: str, at: Points, tall: float, colour: Colour) -> None:
        """To the right of a spot, (2,) in pixels with y down."""
        scale, _ = self._letters(text, tall)
        self._put(text, (at[0] + self._px(3), at[1] + self._px(tall / 2)), scale, colour)

    def _letters(self, text: str, tall: float) -> tuple[float, int]:
        """The font's scale, and how many pixels wide the text is; smaller where it is too long."""
        scale = cv2.getFontScaleFromHeight(_FONT, self._px(0.72 * tall), 1)
        (wide, _), _ = cv2.getTextSize(text, _FONT, scale, 1)
        fits = min(1.0, 0.94 * self._width / max(1, wide))
        return scale * fits, round(wide * fits)

    def _put(self, text: str, at: tuple[float, float], scale: float, colour: Colour) -> None:
        x, y = round(at[0]), round(at[1])
        rim = self._px(0.3)
        for dx, dy in ((-rim, 0), (rim, 0), (0, -rim), (0, rim)):
            cv2.putText(self.picture, text, (x + dx, y + dy), _FONT, scale, DARK, 2, cv2.LINE_AA)
        cv2.putText(self.picture, text, (x, y), _FONT, scale, colour, 2, cv2.LINE_AA)

    def _px(self, length: float) -> int:
        return max(1, round(length * self._height / 100))


def _spot(at: Points) -> tuple[int, int]:
    return round(float(at[0])), round(float(at[1]))

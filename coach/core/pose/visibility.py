"""May this frame be judged? If not: which part is hidden, or what is in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from coach.core.pose.body import Body
from coach.core.skeleton import LEG, BodyPart, row
from coach.core.types import Pose, Quality, Reason, Side, View


@dataclass(frozen=True, slots=True)
class QualityRule:
    """Confidences are the estimator's, 0 to 1; `smallest` is body height over picture height.

    The far leg of a side view is hidden by the near one in every stride, so it passes with less.
    """

    confidence: float = 0.5
    far_confidence: float = 0.25
    smallest: float = 0.2
    margin: float = 0.005


NEEDED = (BodyPart.HIP, BodyPart.KNEE)
"""Without these a leg is not judged; without its ankle only the knee's flexion is not known."""


def judge(pose: Pose | None, body: Body, view: View, rule: QualityRule) -> Quality:
    """Which legs may be judged; with none, or with a part hidden, why."""
    if pose is None:
        return Quality(reason=Reason("nobody"))
    if body.height == body.height and body.height < rule.smallest * pose.size[1]:
        return Quality(reason=Reason("too_small"))
    if _cut_off(pose, rule):
        return Quality(reason=Reason("step_back"))
    legs = frozenset(s for s in Side if all(_seen(pose, p, s, view, rule) for p in NEEDED))
    return Quality(legs, _first_hidden(pose, view, rule))


def standing_reason(
    quality: Quality, view: View, views: frozenset[View], *, dark: bool
) -> Reason | None:
    """Why a frame cannot be judged by a drill of these `views`, or what would make it better; None
    where all is well."""
    if quality.reason is not None or view is View.UNKNOWN:
        return quality.reason
    if view is View.OBLIQUE:
        return Reason("view_unknown")
    if view not in views:
        return Reason("view_wrong" if any(seen.near for seen in views) else "view_not_front")
    return Reason("dim") if dark else None


def seen_only(pose: Pose, view: View, rule: QualityRule) -> Pose:
    """The pose with NaN for each leg joint that is hidden or outside the picture."""
    hidden = [row(p, s) for s in Side for p in LEG if not _seen(pose, p, s, view, rule)]
    if not hidden:
        return pose
    xy = pose.xy.copy()
    xy[hidden] = np.nan
    return replace(pose, xy=xy)


def _first_hidden(pose: Pose, view: View, rule: QualityRule) -> Reason | None:
    """The near leg's first hidden part, or else either leg's."""
    sides = [view.near] if view.near else list(Side)
    for side in sides:
        for part in (*NEEDED, BodyPart.ANKLE):
            if not _seen(pose, part, side, view, rule):
                missing = np.isnan(pose.xy[row(part, side), 0])
                return None if missing else Reason("part_hidden", side, part.value)
    return None


def _cut_off(pose: Pose, rule: QualityRule) -> bool:
    """Hips or shoulders outside the picture: what the estimator says of them is guessed."""
    trunk = [row(part, side) for part in (BodyPart.SHOULDER, BodyPart.HIP) for side in Side]
    return not all(_inside(pose, joint, rule) for joint in trunk)


def _inside(pose: Pose, joint: int, rule: QualityRule) -> bool:
    (x, y), (width, height) = pose.xy[joint], pose.size
    slack_x, slack_y = -rule.margin * width, -rule.margin * height
    return bool(slack_x <= x <= width - slack_x and slack_y <= -y <= height - slack_y)


def _seen(pose: Pose, part: BodyPart, side: Side, view: View, rule: QualityRule) -> bool:
    far = view.near is not None and side is not view.near
    least = rule.far_confidence if far else rule.confidence
    joint = row(part, side)
    return bool(pose.confidence[joint] >= least) and _inside(pose, joint, rule)

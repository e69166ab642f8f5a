"""All words the user meets, in one language: cues, states, sides, joints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coach.core.types import Cue, Reason, Side


@dataclass(frozen=True, slots=True)
class Line:
    """One cue's words: `say` is spoken (short, external, positive), `show` stands on the screen.

    With `sided` the athlete's side goes before them, where the cue has one; such lines begin
    small, and what comes out begins with a capital.
    """

    say: str
    show: str
    sided: bool = True


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language, read from configs/cues/<language>.toml.

    `states` may hold {side} and {joint}; `sided` is how a side goes before a line, as in
    "{side}: {line}".
    """

    language: str
    cues: Mapping[str, Line]
    states: Mapping[str, str]
    sides: Mapping[Side, str]
    joints: Mapping[str, str]
    sided: str

    def say(self, key: str, side: Side | None = None) -> str:
        """The spoken words of a cue key, the side first where there is one."""
        return self._with_side(key, self.cues[key].say, side)

    def show(self, cue: Cue) -> str:
        """The shown words of a cue, the side first where there is one."""
        return self._with_side(cue.key, self.cues[cue.key].show, cue.side)

    def state(self, reason: Reason) -> str:
        """A reason in words, as in "I can't see your left ankle"."""
        side = self.sides[reason.side].lower() if reason.side else ""
        joint = self.joints.get(reason.joint, reason.joint) if reason.joint else ""
        return " ".join(self.states[reason.key].format(side=side, joint=joint).split())

    def _with_side(self, key: str, words: str, side: Side | None) -> str:
        if side and self.cues[key].sided:
            words = self.sided.format(side=self.sides[side], line=words)
        return words[:1].upper() + words[1:]

"""All words the user meets, in one language: cues, states, sides, joints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite

from coach.core.compare.run_assessment import Finding
from coach.core.drills.rules import Band
from coach.core.drills.units import UNITS
from coach.core.types import Cue, Reason, Side


@dataclass(frozen=True, slots=True)
class CueWords:
    """One cue's words: `say` is spoken (short, external, positive), `show` stands on the screen.

    With `sided` the athlete's side goes before them, where the cue has one; such lines begin
    small, and what comes out begins with a capital.
    """

    say: str
    show: str
    sided: bool = True


@dataclass(frozen=True, slots=True)
class FindingWords:
    """One finding in words: `number` with its error, `what` it is of, its `usual` range, what to
    `practise`; `sentence` says number and what."""

    number: str
    what: str
    usual: str
    practise: str
    sentence: str

    @property
    def line(self) -> str:
        return f"{self.sentence}; {self.usual}."


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language, read from configs/cues/<language>.toml.

    `states` may hold {side} and {joint}; `sided` is how a side goes before a line, as in
    "{side}: {line}". `changes` says by the key of a state what to do about it; `findings` how a
    finding is told, `numbers` how a number of a unit is written, `assessment` what is said around
    them, `drills` what a drill is called there; `units` are the words for a unit, `summary` says
    what a set came to, and `faults` what a fault is called there. `about` has the title, about and
    safety of a shipped drill in another language than its file's, `plans` those of a plan,
    `pages` the words of written pages: reports, comparisons, histories.
    """

    language: str
    cues: Mapping[str, CueWords]
    states: Mapping[str, str]
    sides: Mapping[Side, str]
    joints: Mapping[str, str]
    sided: str
    changes: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, CueWords] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    assessment: Mapping[str, str] = field(default_factory=dict)
    drills: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    summary: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    plans: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)

    def say(self, key: str, side: Side | None = None, numbers: Sequence[int] = ()) -> str:
        """The spoken words of a cue key, the side first where there is one."""
        return self._with_side(key, _filled(self.cues[key].say, numbers), side)

    def pieces(self, cue: Cue) -> tuple[str, ...]:
        """The spoken words of a cue as they lie in clips: numbers have clips of their own."""
        line = self.cues[cue.key].say
        if not cue.numbers:
            return (self.say(cue.key, cue.side),)
        return tuple(_filled(part, cue.numbers) for part in split_at_places(line))

    def show(self, cue: Cue) -> str:
        """The shown words of a cue, the side first where there is one."""
        return self._with_side(cue.key, _filled(self.cues[cue.key].show, cue.numbers), cue.side)

    def title(self, drill: str, recorded: str) -> str:
        """A drill's title in this language; as it was `recorded` where the language has none."""
        return self.about.get(drill, {}).get("title", recorded)

    def state(self, reason: Reason) -> str:
        """A reason in words, as in "I can't see your left ankle"."""
        side = self.sides[reason.side].lower() if reason.side else ""
        joint = self.joints.get(reason.joint, reason.joint) if reason.joint else ""
        return " ".join(self.states[reason.key].format(side=side, joint=joint).split())

    def why(self, reason: Reason) -> str:
        """A reason in words, and what to do about it."""
        change = self.changes.get(reason.key)
        return f"{self.state(reason)}: {change}" if change else self.state(reason)

    def finding_line(self, finding: Finding) -> str:
        """What was found, and what is usual."""
        return self.finding_words(finding).line

    def finding_words(self, finding: Finding) -> FindingWords:
        """A finding as it is printed and shown."""
        line, of = self.findings[finding.answer.text], finding.number
        unit, number = of.unit, self.number(of.mean, of.error, of.unit)
        side = self.sides[finding.side].lower() if finding.side else ""
        usual = self.assessment["usual"].format(
            pace=self.pace(finding.pace), range=self._range(finding.usual, unit)
        )
        names = [self.drills.get(name, name.replace("_", " ")) for name in finding.answer.drills]
        return FindingWords(
            number,
            _sentence(line.show.format(side=side, number=number)),
            " ".join(usual.split()),
            self.assessment["practise"].format(drills=", ".join(names)),
            _sentence(line.say.format(side=side, number=number)),
        )

    def number(self, mean: float, error: float, unit: str) -> str:
        """A mean with its error, as in "84° ± 8"."""
        return self.numbers[unit].format(value=_whole(mean, unit), error=_whole(error, unit))

    def times(self, n: int, noun: str) -> str:
        """So many "reps", "holds" or "seconds"."""
        words = self.summary[f"one_{noun}" if n == 1 else f"{noun}s"]
        return words.format(n=n)

    def fault(self, name: str, side: Side | None) -> str:
        """A fault by its name, as in "Knee low (left)"; one that has no words is its own."""
        words = self.faults.get(name, name.replace("_", " ").capitalize())
        return f"{words} ({self.sides[side].lower()})" if side else words

    def pace(self, pace: Band) -> str:
        """As in "at 10 km/h"; nothing where any speed is meant."""
        if not isfinite(pace.low):
            return ""
        key = "at_speed" if pace.low == pace.high else "at_speeds"
        return self.assessment[key].format(low=f"{pace.low:g}", high=f"{pace.high:g}")

    def _range(self, band: Band, unit: str) -> str:
        key = "between" if isfinite(band.low) else "at_most"
        key = key if isfinite(band.high) else "at_least"
        low, high = (_whole(end, unit) if isfinite(end) else "" for end in (band.low, band.high))
        return self.assessment[key].format(low=low, high=high)

    def naming(self, titles: Mapping[str, str], abouts: Mapping[str, str]) -> Texts:
        """These texts with the cues that name, praise and explain drills, by the drill's name."""
        cues = dict(self.cues)
        for name, title in titles.items():
            for key, state in (("next", "next"), ("best", "close_best")):
                words = f"{self.states[state]}: {self.states.get(name, title)}"
                cues[f"{key}_{name}"] = CueWords(words, words, sided=False)
        for name, about in abouts.items():
            cues[f"about_{name}"] = CueWords(about, about, sided=False)
        return replace(self, cues=cues)

    def _with_side(self, key: str, words: str, side: Side | None) -> str:
        if side and self.cues[key].sided:
            words = self.sided.format(side=self.sides[side], line=words)
        return words[:1].upper() + words[1:]


def split_at_places(line: str) -> list[str]:
    """A line's places, and what stands between them: "{0} of {1}." is "{0}", "of", "{1}"."""
    parts = (part.strip(" .,") for part in re.split(r"({\d})", line))
    return [part for part in parts if part]


def has_places(line: str) -> bool:
    """Whether numbers go into the line."""
    return "{0}" in line


def _filled(line: str, numbers: Sequence[int]) -> str:
    return line.format(*numbers) if numbers else line


def _whole(value: float, unit: str) -> str:
    """Without decimals, which no camera knows."""
    return f"{round(UNITS[unit].times * value):d}"


def _sentence(words: str) -> str:
    words = " ".join(words.split())
    return words[:1].upper() + words[1:]

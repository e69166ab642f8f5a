"""Asks a therapist what is to be prescribed, in plain words, and checks each answer at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import typer

from coach.config import drill_names, load_drill, load_texts, plan_names
from coach.config.files import Table
from coach.config.prescriptions import prescribed
from coach.core.drills.drill import Drill
from coach.core.drills.rep_values import REP_VALUES
from coach.errors import ConfigError

Put = Callable[[Table, str], Table]
"""What a table becomes with an answer; ValueError says what is wrong with that."""

NUMBER = r"(-?\d+(?:[.,]\d+)?)"
LIMIT = re.compile(rf"(\w+)\s*([<>]?)\s*{NUMBER}")
TARGET = re.compile(rf"{NUMBER}(?:\s*(?:-|to)\s*{NUMBER})?")
WORDS = re.compile(r"(\w+)\s*[=:]\s*(.+)")
HERE = Path("answer")


def interview(today: date) -> Table:
    """A prescription's table that is right as it stands; typer.Abort where it was broken off."""
    table: Table = {"schema": 1, "athlete": "-", "by": "-", "plan": plan_names()[0]}
    table = _ask(table, "Who is it for", _as("athlete"), needed=True)
    table = _ask(table, "Who prescribes it", _as("by"), needed=True)
    table = _work(table)
    views = "side, square, left, right, front, rear"
    table = _ask(table, f"From where does the camera look: {views} (Enter: any)", _as("view"))
    table = _limits(table)
    for drill in _drills(table).values():
        table = _target(table, drill)
    table = _own_words(table)
    table = _ask(table, "A note to the athlete (Enter: none)", _as("note"))

    def until(now: Table, answer: str) -> Table:
        return {**now, "valid_until": _day(answer, today)}

    table = _ask(table, "Valid until which day, as 2026-12-31 (Enter: no end)", until)
    pain = "Up to which pain, 0 to 5, do the drills go on (Enter: as the app has it, up to 3)"
    return _ask(table, pain, lambda now, answer: {**now, "pain_limit": _whole(answer)})


def _ask(table: Table, words: str, put: Put, default: str = "", *, needed: bool = False) -> Table:
    """Until the answer is right; an empty one leaves the table as it is, unless one is `needed`."""
    while True:
        answer = typer.prompt(words, default, show_default=bool(default)).strip()
        if not answer and not needed:
            return table
        try:
            new = put(table, answer)
            prescribed(new, HERE)
        except ConfigError as error:
            for problem in error.problems:
                typer.echo(f"  {problem.removeprefix(f'{HERE}: ')}")
        except ValueError as error:
            typer.echo(f"  {error}")
        else:
            return new


def _again(table: Table, words: str, put: Put) -> Table:
    """The same question until there is no answer any more."""
    while (after := _ask(table, f"{words} (Enter: no more)", put)) is not table:
        table = after
    return table


def _drills(table: Table) -> dict[str, Drill]:
    return {step.drill.name: step.drill for step in prescribed(table, HERE).plan.steps}


def _as(key: str) -> Put:
    return lambda table, answer: {**table, key: answer}


def _within(table: Table, part: str, name: str, more: Table) -> Table:
    """The table with `more` in its part of that name."""
    inner = table.get(part, {})
    return {**table, part: {**inner, name: {**inner.get(name, {}), **more}}}


def _number(answer: str) -> float:
    """Also with a decimal comma."""
    try:
        return float(answer.replace(",", "."))
    except ValueError:
        raise ValueError(f"{answer!r} is no number") from None


def _whole(answer: str) -> int:
    number = _number(answer)
    if not number.is_integer():
        raise ValueError(f"{answer!r} is no whole number")
    return int(number)


def _day(answer: str, today: date) -> date:
    try:
        day = date.fromisoformat(answer)
    except ValueError:
        raise ValueError("a day is written as 2026-12-31") from None
    if day < today:
        raise ValueError("that day has passed")
    return day


def _work(table: Table) -> Table:
    """The plan, or the drills with how much of each."""
    for heading, names in (("Plans", plan_names()), ("Drills", drill_names())):
        typer.echo(f"{heading}: {', '.join(names)}")
    table = _ask(table, "A plan's name, or drills with commas between", _steps, needed=True)
    for n, step in enumerate(table.get("steps", ())):
        table = _dose(table, n, load_drill(step["drill"]))
    return table


def _steps(table: Table, answer: str) -> Table:
    without = {key: value for key, value in table.items() if key not in ("plan", "steps")}
    if answer in plan_names():
        return {**without, "plan": answer}
    names = [name for name in re.split(r"[\s,;]+", answer) if name]
    return {**without, "steps": [{"drill": name} for name in names]}


def _dose(table: Table, n: int, drill: Drill) -> Table:
    """How much of one drill; what is offered is the drill's own."""
    questions: list[tuple[str, str, Callable[[str], float], float]] = [
        ("sets", "sets", _whole, drill.dose.sets),
        ("seconds", "seconds of a set, at most", _number, drill.seconds),
        ("rest_s", "seconds of rest after a set", _number, drill.dose.rest_s),
    ]
    if drill.reps_per_side:
        questions.insert(1, ("reps_per_side", "reps a leg", _whole, drill.reps_per_side))
    for key, words, read, own in questions:
        put = _of_step(n, key, read)
        table = _ask(table, f"{drill.title}: {words}", put, f"{own:g}")
    return table


def _of_step(n: int, key: str, read: Callable[[str], float]) -> Put:
    def put(table: Table, answer: str) -> Table:
        steps = [dict(step) for step in table["steps"]]
        steps[n][key] = read(answer)
        return {**table, "steps": steps}

    return put


def _limits(table: Table) -> Table:
    values = {value for drill in _drills(table).values() for value in drill.values}
    typer.echo("What must not be exceeded? It may be told of:")
    for value in sorted(values):
        typer.echo(f"  {value}: {REP_VALUES[value].meaning} ({REP_VALUES[value].unit})")
    return _again(table, "A limit, as thigh_angle_peak < 80", _limit)


def _limit(table: Table, answer: str) -> Table:
    found = LIMIT.fullmatch(answer)
    if not found:
        raise ValueError("a limit is a name and a number, as thigh_angle_peak < 80")
    name, sign, number = found.groups()
    return _within(table, "limits", name, {"low" if sign == ">" else "high": _number(number)})


def _target(table: Table, drill: Drill) -> Table:
    of, band = REP_VALUES[drill.graded], drill.target
    words = f"{drill.title}: {of.meaning}, in {of.unit}, from {band.low:.3g} to {band.high:.3g}"

    def put(now: Table, answer: str) -> Table:
        found = TARGET.fullmatch(answer)
        if not found:
            raise ValueError("a target is one number or two, as 65-80")
        given = [_number(number) for number in found.groups() if number is not None]
        return _within(now, "targets", drill.name, dict(zip(("low", "high"), given, strict=False)))

    table = _ask(table, f"{words} (as 65-80; Enter keeps it)", put)
    if typer.confirm(f"{drill.title}: never make that easier or harder", default=False):
        table = _within(table, "targets", drill.name, {"locked": True})
    return table


def _own_words(table: Table) -> Table:
    texts = load_texts()
    faults = {rule.name: rule for drill in _drills(table).values() for rule in drill.faults}
    typer.echo("What is said when something is off:")
    for name, rule in sorted(faults.items()):
        typer.echo(f"  {name}: {', '.join(texts.cues[key].say for key in rule.cues)}")
    return _again(table, "Your own words, as knee_low = knee to my hand", _cue)


def _cue(table: Table, answer: str) -> Table:
    found = WORDS.fullmatch(answer)
    if not found:
        raise ValueError("own words are a name and what is said, as knee_low = knee to my hand")
    name, words = found.groups()
    return _within(table, "cues", name, {"say": words})

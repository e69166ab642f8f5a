"""What is practised where the command line says nothing: asked at a start screen, if there is a
camera and a display for one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.app.request import RunRequest
from coach.config import (
    Settings,
    drill_names,
    load_drill,
    load_plan,
    load_settings,
    load_texts,
    plan_names,
)
from coach.errors import CoachError, RecordError
from coach.paths import data_dir
from coach.records.athletes import known_athletes
from coach.screens.choice import FIRST, ChoiceEntry, Menu
from coach.wording.texts import Texts

if TYPE_CHECKING:
    from coach.cameras.webcam import FoundCamera


def leaves_open(request: RunRequest) -> bool:
    """Whether anything is left to choose."""
    named = (request.drill, request.plan, request.prescription, request.source, request.view)
    return not any(map(bool, named)) and not (request.headless or request.fast)


def completed_request(request: RunRequest) -> RunRequest:
    """The wish with what was chosen in it; as it is where nothing can be asked.

    Raises CoachError where the start screen was left.
    """
    settings = load_settings()
    if not leaves_open(request) or not settings.camera.source.isdigit():
        return request
    from coach.cameras.webcam import list_cameras
    from coach.screens.display import display_problem

    if display_problem():
        return request
    cameras = list_cameras()
    return _asked(request, settings, cameras) if cameras else request


def _asked(request: RunRequest, settings: Settings, cameras: tuple[FoundCamera, ...]) -> RunRequest:
    from coach.screens.start import choose

    texts = load_texts(settings.language)
    own = [camera.index for camera in cameras]
    first = own.index(int(settings.camera.source)) if int(settings.camera.source) in own else 0
    menu = Menu(
        entries(texts),
        tuple(f"{camera.index}  {camera.name}" for camera in cameras),
        at=FIRST,
        athlete=request.athlete or "",
        camera=first,
        known=_known_names(),
    )
    large = request.large_text or settings.screen.large_text
    contrast = request.high_contrast or settings.screen.high_contrast
    full = settings.screen.full_screen if request.full_screen is None else request.full_screen
    chosen = choose(menu, texts, full_screen=bool(full), large_text=large, high_contrast=contrast)
    return taken(request, chosen, cameras)


def _known_names() -> tuple[str, ...]:
    """None where they cannot be read: who names somebody is told why."""
    try:
        return tuple(one.name for one in known_athletes(data_dir()))
    except RecordError:
        return ()


def entries(texts: Texts) -> tuple[ChoiceEntry, ...]:
    """Every plan, then every drill."""
    plans = [load_plan(name, texts) for name in plan_names()]
    drills = [load_drill(name, texts) for name in drill_names()]
    listed = [ChoiceEntry(p.name, p.title, p.about, True, p.seconds / 60) for p in plans]
    return (*listed, *(ChoiceEntry(d.name, d.title, d.about, False) for d in drills))


def taken(request: RunRequest, menu: Menu, cameras: tuple[FoundCamera, ...]) -> RunRequest:
    """The wish with the menu's choice."""
    if menu.taken is None:
        raise CoachError("not begun: nothing was chosen; 'coach run --drill NAME' needs no choice")
    name, source = menu.taken.name, str(cameras[menu.camera].index)
    request = replace(request, athlete=menu.athlete.strip() or None, source=source)
    return replace(request, plan=name) if menu.taken.plan else replace(request, drill=name)

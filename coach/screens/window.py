"""The window: shows each snapshot once, and turns keys into commands."""

from __future__ import annotations

import pygame
import pygame.freetype

from coach.core.drills.drill import Drill
from coach.core.session.snapshot import Snapshot
from coach.core.types import Command, Image, Phase
from coach.errors import CoachError
from coach.ports import Status
from coach.screens.display import display_problem, open_canvas
from coach.screens.ink import GOOD, Ink
from coach.screens.layout import lay_out
from coach.screens.marks import Symbol
from coach.screens.overlay import paint
from coach.screens.recall import Recall
from coach.screens.scene import Drawn, Scene
from coach.screens.steady import Readings, Steady
from coach.wording.texts import Texts

_COMMANDS: dict[int, Command] = {
    pygame.K_SPACE: Command.PAUSE,
    pygame.K_b: Command.PAUSE,
    pygame.K_F5: Command.PAUSE,
    pygame.K_n: Command.SKIP,
    pygame.K_PAGEDOWN: Command.SKIP,
    pygame.K_p: Command.REPEAT,
    pygame.K_PAGEUP: Command.REPEAT,
    pygame.K_q: Command.END,
    pygame.K_ESCAPE: Command.END,
    pygame.K_v: Command.VOICE,
    pygame.K_t: Command.TONES,
    pygame.K_c: Command.RECALIBRATE,
    pygame.K_x: Command.PAIN,
    pygame.K_d: Command.SHOW,
    pygame.K_RETURN: Command.ACCEPT,
    pygame.K_KP_ENTER: Command.ACCEPT,
    pygame.K_PLUS: Command.RATE_10,
    pygame.K_KP_PLUS: Command.RATE_10,
    **{pygame.K_0 + n: Command(str(n)) for n in range(10)},
    **{(pygame.K_KP_1 + n - 1 if n else pygame.K_KP_0): Command(str(n)) for n in range(10)},
}
_REPAINT = frozenset({pygame.VIDEOEXPOSE, pygame.WINDOWEXPOSED, pygame.WINDOWSIZECHANGED})
_HINTS_S = 10.0


class Window:
    """A resizable or full-screen window; it and its keys belong to the thread that made it.

    With `replay` the last pictures of a set are played again in the rest after it.
    Raises CoachError where no window can be shown.
    """

    def __init__(
        self,
        drill: Drill,
        texts: Texts,
        *,
        full_screen: bool = False,
        mirror: bool = True,
        large_text: bool = False,
        high_contrast: bool = False,
        replay: bool = True,
        drawn: Drawn | None = None,
        size: tuple[int, int] = (1280, 720),
    ) -> None:
        if problem := display_problem():
            raise CoachError(f"{problem}: the session can still be followed as text")
        pygame.freetype.init()
        self._drill, self._texts, self._steady = drill, texts, Steady()
        self._ink, self._drawn = Ink(high_contrast=high_contrast), drawn
        self._recall, self._replay = Recall(), replay
        self._mirror, self._large_text, self._help = mirror, large_text, False
        self._size = size
        self._painted: tuple[Snapshot | None, Status] | None = None
        self._hints_until: float | None = None
        pygame.display.set_icon(self._ink.mark(Symbol.ARROW, 64, GOOD))
        pygame.display.set_caption(drill.title)
        self._open(full_screen)

    def show(self, snapshot: Snapshot | None, status: Status) -> tuple[Command, ...]:
        """Paints only what has not been painted yet; gives the keys pressed since last time."""
        commands = tuple(filter(None, map(self._answer, pygame.event.get())))
        if snapshot is not None and self._replay:
            self._recall.take(snapshot)
        if not self._is_painted(snapshot, status):
            paint(self._canvas, self._scene(snapshot, status))
            pygame.display.flip()
            self._painted = snapshot, status
        return commands

    def close(self) -> None:
        """Takes the window away; sound goes on."""
        pygame.display.quit()

    def _open(self, full_screen: bool) -> None:
        self._full_screen = full_screen
        self._canvas = open_canvas(self._size, full_screen=full_screen)
        pygame.mouse.set_visible(not full_screen)

    def _answer(self, event: pygame.event.Event) -> Command | None:
        """What an event asks of the app; what it asks of the window is done here."""
        if event.type == pygame.QUIT:
            return Command.END
        if event.type in _REPAINT:
            self._painted = None
        if event.type != pygame.KEYDOWN:
            return None
        self._press(event)
        return _COMMANDS.get(event.key)

    def _press(self, event: pygame.event.Event) -> None:
        if event.key == pygame.K_m:
            self._mirror = not self._mirror
        elif event.key == pygame.K_r:
            self._replay = not self._replay
        elif event.key == pygame.K_F1 or event.unicode == "?":
            self._help = not self._help
        elif event.key == pygame.K_F11:
            if not self._full_screen:
                self._size = self._canvas.get_size()
            self._open(not self._full_screen)
        else:
            return
        self._painted = None

    def _is_painted(self, snapshot: Snapshot | None, status: Status) -> bool:
        if self._painted is None:
            return False
        return self._painted[0] is snapshot and self._painted[1] == status

    def _scene(self, snapshot: Snapshot | None, status: Status) -> Scene:
        return Scene(
            snapshot,
            status,
            snapshot.drill if snapshot else self._drill,
            self._texts,
            self._steady.read(snapshot, status) if snapshot else Readings(),
            lay_out(self._canvas.get_size(), large_text=self._large_text),
            self._ink,
            mirror=self._mirror,
            help=self._help,
            hints=self._wants_hints(snapshot),
            drawn=self._drawn,
            kept=self._kept(snapshot),
        )

    def _kept(self, snapshot: Snapshot | None) -> Image | None:
        """The picture of what is played again, if it is wanted."""
        if snapshot is None or snapshot.again is None or not self._replay:
            return None
        return self._recall.at(snapshot.again.pose.t)

    def _wants_hints(self, snapshot: Snapshot | None) -> bool:
        """In the first seconds, and while the set is paused."""
        if snapshot is None:
            return True
        if self._hints_until is None:
            self._hints_until = snapshot.t + _HINTS_S
        return snapshot.t < self._hints_until or snapshot.phase is Phase.PAUSED

"""Drawings as SVG inside of a page: text stays text, nothing outside the page is referred to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from typing import Any
from xml.etree import ElementTree

from matplotlib import rc_context
from matplotlib.figure import Figure

PX = 96
"""CSS pixels an inch."""

INK, FAINT, PAPER = "#1c2430", "#8a94a3", "#ffffff"

_STYLE: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.labelsize": 8.5,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "font.size": 8.5,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "svg.fonttype": "none",
    "text.color": INK,
    # A name from outside may have a $ in it.
    "text.parse_math": False,
    "xtick.color": FAINT,
    "xtick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "ytick.color": FAINT,
    "ytick.labelcolor": INK,
    "ytick.labelsize": 8.5,
}
_NO_METADATA: dict[str, Any] = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_LONG = re.compile(r"-?\d+\.\d{2,}")
_FONT = re.compile(r"font(?:-family)?:[^;]*'DejaVu Sans'[^;]*;?\s*")


@dataclass(frozen=True, slots=True)
class Alt:
    """What a drawing is called, and what it shows, for those who do not see it."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """An <svg> element, which a template takes as it is."""

    text: str

    def __html__(self) -> str:
        return self.text


def svg(size: tuple[int, int], alt: Alt, paint: Callable[[Figure], None]) -> Drawing:
    """The drawing of `paint`, `size` (width, height) in CSS pixels; the same each time."""
    key = sha256(f"{alt.title}\n{alt.description}".encode("utf-8", "replace")).hexdigest()[:8]
    width, height = size
    written = StringIO()
    with rc_context({**_STYLE, "svg.hashsalt": key}):
        figure = Figure(figsize=(width / PX, height / PX))
        paint(figure)
        figure.savefig(written, format="svg", transparent=True, metadata=_NO_METADATA)
    root = ElementTree.fromstring(written.getvalue())
    _strip(root)
    root.attrib = {
        "class": "drawing",
        "width": str(width),
        "height": str(height),
        "viewBox": root.attrib["viewBox"],
        "role": "img",
        "aria-labelledby": f"t{key} d{key}",
    }
    for place, (tag, words) in enumerate((("title", alt.title), ("desc", alt.description))):
        named = ElementTree.Element(tag, id=f"{tag[0]}{key}")
        named.text = words
        root.insert(place, named)
    # Escaped by ElementTree, with nothing in it but what was drawn and `alt`.
    return Drawing(ElementTree.tostring(root, encoding="unicode"))


def _strip(root: ElementTree.Element) -> None:
    """Takes out names of XML, styles that would hold for the whole page, and needless digits."""
    used = {value[1:] for node in root.iter() for value in _refs(node)}
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.endswith(("}style", "}metadata")):
                parent.remove(child)
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
        node.tail = None
        if node.tag != "text":
            node.text = None
        node.attrib = {
            name.rpartition("}")[2]: _tidy(value) if name == "style" else _short(value)
            for name, value in node.attrib.items()
            if name != "id" or value in used
        }


def _refs(node: ElementTree.Element) -> list[str]:
    """What the node refers to, as #id."""
    found = [value for name, value in node.attrib.items() if name.endswith("href")]
    return found + re.findall(r"#\w+(?=\))", node.attrib.get("clip-path", ""))


def _short(value: str) -> str:
    """Coordinates to an eighth of a pixel."""
    return " ".join(_LONG.sub(lambda found: f"{float(found.group()):.1f}", value).split())


def _tidy(style: str) -> str:
    return " ".join(_FONT.sub(_sized, style).split())


def _sized(found: re.Match[str]) -> str:
    """The page's own font in the size that was drawn."""
    size = re.search(r"[\d.]+px", found.group())
    return f"font-size: {size.group()}; " if size else ""

"""`coach report` as its reader has it: in a browser, on a phone, on paper."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import pytest

from coach.core.types import View
from coach.records.session_file import Who
from tests.pages.made_up import ABOUT, MadeSet, write_plan
from tests.pages.test_report import HOSTILE, change

pytestmark = pytest.mark.slow

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
PAPERS = {"A4": (595, 842), "letter": (612, 792)}

Browse = Callable[..., str]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with a before and an after, of an athlete whose name is an attack."""
    folder = tmp_path_factory.mktemp("report")
    about = replace(ABOUT, athlete=Who("x", HOSTILE), title=HOSTILE, name="not_ours")
    sets = [
        ("first", MadeSet(thigh=(60.0, 60.0))),
        ("front", MadeSet(view=View.FRONT)),
        ("last", MadeSet(drill="run", seconds=60.0)),
    ]
    plan = write_plan(folder / "plan", sets, {"comparison": [change("first", "last")]}, about)
    out = folder / "report.html"
    words = [sys.executable, "-m", "coach", "report", str(plan), "--out", str(out)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"Written to {out}\n"
    return out


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    """Opens a page in a browser that nobody sees; gives what it prints."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("chromium is not installed")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run")

    def run(page: Path, *flags: str) -> str:
        words = [browser, *quiet, "--disable-background-networking", profile, *flags, page.as_uri()]
        done = subprocess.run(
            words, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def asked_by(log: Path) -> set[str]:
    """What a page asked the network for; the browser itself asks for things too."""
    told = json.loads(log.read_text(encoding="utf-8"))
    start = told["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    asked = [event.get("params", {}) for event in told["events"] if event["type"] == start]
    return {
        one["url"]
        for one in asked
        if one.get("initiator", "not an origin") != "not an origin"
        and one["url"].startswith(("http", "ws"))
    }


def test_no_request_leaves_the_page(page, browse, tmp_path) -> None:
    log = tmp_path / "net.json"
    browse(page, f"--log-net-log={log}", "--dump-dom")
    assert asked_by(log) == set()


def test_a_request_that_left_a_page_would_be_seen(browse, tmp_path) -> None:
    log, other = tmp_path / "net.json", tmp_path / "other.html"
    other.write_text('<!doctype html><img src="http://host.invalid/a">', encoding="utf-8")
    browse(other, f"--log-net-log={log}", "--dump-dom")
    assert asked_by(log) == {"http://host.invalid/a"}


MEASURING = """<!doctype html><meta charset="utf-8"><body><script>
const html = %s, widths = [320, 390, 768, 1280], told = {};
for (const width of widths) {
  const frame = document.createElement("iframe");
  frame.style.width = width + "px"; frame.style.border = 0; frame.srcdoc = html;
  frame.onload = () => {
    const page = frame.contentDocument, root = page.documentElement;
    const small = [...page.querySelectorAll(".drawing")].map(one => one.getBoundingClientRect());
    told[width] = {
      over: root.scrollWidth - root.clientWidth,
      scripts: page.scripts.length, images: page.images.length, title: page.title,
      drawings: small.length, least: Math.min(...small.map(one => one.width)),
    };
    document.body.dataset.told = JSON.stringify(told);
  };
  document.body.append(frame);
}
</script>"""


def test_the_page_fits_a_phone_and_a_desktop_and_hostile_names_stay_text(
    page, browse, tmp_path
) -> None:
    measuring = tmp_path / "measuring.html"
    html = json.dumps(page.read_text(encoding="utf-8")).replace("<", "\\u003c")
    measuring.write_text(MEASURING % html, encoding="utf-8")
    dom = browse(measuring, "--dump-dom", "--virtual-time-budget=10000")
    found = re.search(r"data-told='([^']*)'|data-told=\"([^\"]*)\"", dom)
    assert found, dom[-500:]
    told = json.loads(next(filter(None, found.groups())).replace("&quot;", '"'))
    assert set(told) == {"320", "390", "768", "1280"}
    for width, one in told.items():
        assert one["over"] <= 0, f"{width} px: {one['over']} too wide"
        assert (one["scripts"], one["images"]) == (0, 0)
        assert "script" in one["title"]
        assert one["drawings"] >= 8
        assert one["least"] >= 150


@pytest.mark.parametrize("size", SIZES)
def test_the_page_is_shown(size, page, browse, tmp_path) -> None:
    picture, (width, height) = tmp_path / "page.png", SIZES[size]
    browse(page, f"--screenshot={picture}", f"--window-size={width},{height}", "--hide-scrollbars")
    grey = cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE)
    assert grey.shape == (height, width)
    assert 0.01 < (grey < 128).mean() < 0.3


@pytest.mark.parametrize("paper", PAPERS)
def test_the_page_prints(paper, page, browse, tmp_path) -> None:
    sheet, pdf = tmp_path / "sheet.html", tmp_path / "page.pdf"
    html = page.read_text(encoding="utf-8").replace("</style>", f"@page {{size: {paper}}}</style>")
    sheet.write_text(html, encoding="utf-8")
    browse(sheet, f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    content = pdf.read_bytes()
    assert 2 <= len(re.findall(rb"/Type /Page\b", content)) <= 12
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert {tuple(round(float(side)) for side in box) for box in boxes} == {PAPERS[paper]}

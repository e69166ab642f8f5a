"""What a set began with is read back as it was, also where an older word stands for a landing."""

from __future__ import annotations

import json
from pathlib import Path

from coach.config import load_drill
from coach.core.session.set_start import SetStart
from coach.records.session_file import read_set, write_set


def test_a_landing_is_read_under_its_older_word(tmp_path: Path) -> None:
    set_start = SetStart(load_drill("hop_and_stick"))
    write_set(tmp_path, set_start)
    path = tmp_path / "set.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    drill = dict(table["drill"])
    assert drill["kind"] == "landing"
    drill["kind"], drill["stick"] = "stick", drill.pop("landing")
    path.write_text(json.dumps(table | {"drill": drill}), encoding="utf-8")
    assert read_set(tmp_path).drill == set_start.drill

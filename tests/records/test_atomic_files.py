"""A file is written whole or not at all, and what is read of any file is a table or one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coach.errors import RecordError
from coach.records.atomic_files import read_json, whole_file, write_json, write_text, writing


def test_a_write_that_fails_leaves_the_earlier_file_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    write_json(file, {"a": 1})
    before = file.read_bytes()
    with pytest.raises(ValueError, match="JSON"):
        write_json(file, {"a": float("nan")})
    with pytest.raises(TypeError), whole_file(file) as whole:
        whole.writelines([b"half", "of it"])  # type: ignore[list-item]
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_takes_its_place_once_it_is_on_the_disk_and_then_its_folder_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, synced = tmp_path / "a.txt", []

    def sync(opened: int) -> None:
        of_folder = os.stat(opened).st_ino == tmp_path.stat().st_ino
        synced.append(("folder" if of_folder else "file", file.exists()))

    monkeypatch.setattr(os, "fsync", sync)
    write_text(file, "a\r\nb")
    assert file.read_bytes() == b"a\r\nb"
    assert synced[0] == ("file", False)
    assert synced[1:] == ([("folder", True)] if hasattr(os, "O_DIRECTORY") else [])
    write_json(file, {}, synced=False)
    assert len(synced) <= 2


def test_half_a_letter_is_written_as_a_question_mark(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", {"name": "a\udcffb"})
    assert read_json(tmp_path / "a.json") == {"name": "a?b"}


def test_where_a_file_cannot_be_written_there_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "no" / "a.txt"
    with pytest.raises(RecordError) as caught, writing(file, "choose another file"):
        write_text(file, "a")
    assert str(caught.value).startswith(f"cannot write {file}: ")
    assert str(caught.value).endswith("; choose another file")


@pytest.mark.parametrize("content", [b"", b"[]", b"7", b"{", b"\xff", b"[" * 100_000, b"1e999"])
def test_what_is_no_table_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(RecordError, match=r"a\.json cannot be read: it is damaged") as caught:
        read_json(tmp_path / "a.json")
    assert "\n" not in str(caught.value)

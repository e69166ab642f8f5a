import io
from dataclasses import replace
from hashlib import sha256
from zipfile import ZIP_STORED, ZipFile

import pytest
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata
from mediapipe.tasks.metadata import schema_py_generated as schema

from coach.errors import PoseError
from coach.poses.bundle import NPM, WHEEL, build_bundle
from coach.poses.model_file import MEMBERS, model_bytes
from coach.poses.network import MASK, _packed, without_mask


def normalization(model):
    """The mean and std that a TFLite model says of its input."""
    tree = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(model, 0))
    entry = next(entry for entry in tree.metadata if entry.name == b"TFLITE_METADATA")
    packed = bytes(tree.buffers[entry.buffer].data)
    about = metadata.ModelMetadataT.InitFromObj(
        metadata.ModelMetadata.GetRootAsModelMetadata(packed, 0)
    )
    unit = about.subgraphMetadata[0].inputTensorMetadata[0].processUnits[0]
    assert unit.optionsType == metadata.ProcessUnitOptions.NormalizationOptions
    return list(unit.options.mean), list(unit.options.std)


def test_each_network_says_how_its_input_is_normalized(bundle):
    with ZipFile(io.BytesIO(bundle)) as task:
        detector, landmarks = (task.read(member) for member in MEMBERS)
    assert normalization(detector) == ([127.5], [127.5])
    assert normalization(landmarks) == ([0.0], [255.0])


def test_the_network_itself_is_kept(bundle):
    with ZipFile(io.BytesIO(bundle)) as task:
        model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(task.read(MEMBERS[0]), 0))
    assert model.description == b"pose_detector.tflite"


def test_the_bundle_is_a_stored_zip(bundle):
    with ZipFile(io.BytesIO(bundle)) as task:
        assert [member.compress_type for member in task.infolist()] == [ZIP_STORED] * 2


def test_the_same_wheel_gives_the_same_bytes(wheel, networks, bundle):
    assert build_bundle(wheel, networks) == bundle
    assert b"\x00\x00\x21\x00" in bundle, "members are dated 1980-01-01"


def test_a_network_with_another_checksum_is_refused(wheel, networks):
    wrong = (networks[0], replace(networks[1], sha256=sha256(b"").hexdigest()))
    with pytest.raises(PoseError, match="pose_landmarks_detector"):
        build_bundle(wheel, wrong)


def test_a_wheel_without_the_networks_is_refused(wheel):
    with pytest.raises(PoseError, match="without mediapipe/modules"):
        build_bundle(wheel, WHEEL["full"])


def test_what_npm_packs_gives_the_same_bytes(package, networks, bundle):
    assert build_bundle(package, networks) == bundle


def test_the_real_networks_are_the_members_mediapipe_reads():
    for networks in (*WHEEL.values(), *NPM.values()):
        assert tuple(network.member for network in networks) == MEMBERS


def network_of(*operations, outputs, shapes):
    """A network of operations, each a pair of what it takes and gives; tensors are numbers."""
    graph = schema.SubGraphT()
    graph.tensors = [schema.TensorT() for _ in shapes]
    for tensor, shape in zip(graph.tensors, shapes, strict=True):
        tensor.shape, tensor.buffer = list(shape), 0
    graph.operators = [schema.OperatorT() for _ in operations]
    for operator, (takes, gives) in zip(graph.operators, operations, strict=True):
        operator.inputs, operator.outputs = [takes], [gives]
    graph.inputs, graph.outputs = [0], list(outputs)
    model = schema.ModelT()
    model.version, model.buffers, model.subgraphs = 3, [schema.BufferT()], [graph]
    return _packed(model, b"TFL3")


def test_what_only_the_mask_needs_is_cut_out_and_the_mask_is_a_constant():
    shapes = ((1, 8), (1, 8), (1, 195), (1, 64), MASK)
    taken = ((0, 1), (1, 2), (1, 3), (3, 4))
    cut = without_mask(network_of(*taken, outputs=(2, 4), shapes=shapes))
    tree = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(cut, 0))
    [graph] = tree.subgraphs
    assert [(*one.inputs, *one.outputs) for one in graph.operators] == [(0, 1), (1, 2)]
    assert list(graph.outputs) == [2, 4]
    assert len(tree.buffers[graph.tensors[4].buffer].data) == 4 * 256 * 256


@pytest.mark.parametrize(
    "network",
    [
        b"",
        b"no network at all",
        network_of((0, 1), outputs=(1,), shapes=((1, 8), (1, 195))),
        network_of((0, 1), outputs=(1,), shapes=((1, 8), MASK)),
        network_of((0, 1), (1, 2), outputs=(1, 2), shapes=((1, 8), MASK, (1, 195))),
    ],
    ids=["nothing", "rubbish", "no mask", "only a mask", "a mask that is needed"],
)
def test_a_network_of_another_make_is_left_whole(network):
    with pytest.raises(ValueError, match=r".*"):
        without_mask(network)


def test_a_model_without_a_mask_is_run_as_it_is(bundle, tmp_path, model_dir):
    path = tmp_path / "own.task"
    path.write_bytes(bundle)
    assert model_bytes(path) == bundle
    assert not model_dir.exists()


def test_a_model_is_cut_once_and_the_users_file_stays_as_it_is(tmp_path, model_dir):
    shapes = ((1, 8), (1, 195), MASK)
    network = network_of((0, 1), (0, 2), outputs=(1, 2), shapes=shapes)
    path = tmp_path / "own.task"
    with ZipFile(path, "w", ZIP_STORED) as task:
        for member in MEMBERS:
            task.writestr(member, network)
    before = path.read_bytes()
    cut = model_bytes(path)
    with ZipFile(io.BytesIO(cut)) as task:
        assert [task.read(member) for member in MEMBERS] == [network, without_mask(network)]
    assert path.read_bytes() == before
    [kept] = model_dir.iterdir()
    assert kept.read_bytes() == cut == model_bytes(path)
    kept.write_bytes(cut[:-40])
    assert model_bytes(path) == cut == kept.read_bytes()

import io
from dataclasses import replace
from hashlib import sha256
from zipfile import ZIP_STORED, ZipFile

import pytest
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata
from mediapipe.tasks.metadata import schema_py_generated as schema

from coach.errors import PoseError
from coach.poses.bundle import NETWORKS, build_bundle
from coach.poses.model_file import MEMBERS


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
        build_bundle(wheel, NETWORKS["full"])


def test_the_real_networks_are_the_members_mediapipe_reads():
    assert tuple(network.member for network in NETWORKS["full"]) == MEMBERS

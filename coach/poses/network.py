"""What is changed inside a TFLite network, with the classes of its schema that mediapipe brings."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

MASK = (1, 256, 256, 1)
"""The shape of the output that says where the body is, pixel by pixel."""


def without_mask(model: bytes) -> bytes:
    """The network without the operations that only its mask needs, 43 % of the landmark network's
    time; nobody asks for the mask, which is a constant then. All other outputs stay as they were,
    bit by bit. ValueError where the network has not one mask among other outputs.
    """
    try:
        tree = _tree(model)
        [graph] = tree.subgraphs
    except (AttributeError, IndexError, TypeError, struct.error) as error:
        raise ValueError("no network of one graph") from error
    [mask] = [one for one in graph.outputs if tuple(graph.tensors[one].shape) == MASK]
    needed = set(graph.outputs) - {mask}
    kept = []
    for operation in reversed(graph.operators):  # each stands after those that it needs
        if needed.intersection(operation.outputs):
            kept.append(operation)
            needed.update(operation.inputs)
    if not kept or mask in needed:
        raise ValueError("all of it is needed")
    graph.operators = kept[::-1]
    graph.tensors[mask].buffer = _add_buffer(tree, np.zeros(MASK, np.float32).tobytes())
    return _packed(tree, b"TFL3")


def with_normalization(model: bytes, mean: float, std: float) -> bytes:
    """The network with metadata that says how a picture's 0..255 becomes its input, which is
    (value - mean) / std. PoseLandmarker wants it; mediapipe's own writer misses a module."""
    from mediapipe.tasks.metadata import schema_py_generated as schema

    tree = _tree(model)
    entry = schema.MetadataT()
    entry.name = "TFLITE_METADATA"
    entry.buffer = _add_buffer(tree, _metadata(mean, std))
    tree.metadata = [*(tree.metadata or []), entry]
    return _packed(tree, b"TFL3")


def _metadata(mean: float, std: float) -> bytes:
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema

    options = schema.NormalizationOptionsT()
    options.mean, options.std = [mean], [std]
    unit = schema.ProcessUnitT()
    unit.optionsType = schema.ProcessUnitOptions.NormalizationOptions
    unit.options = options
    picture = schema.TensorMetadataT()
    picture.processUnits = [unit]
    graph = schema.SubGraphMetadataT()
    graph.inputTensorMetadata = [picture]
    model = schema.ModelMetadataT()
    model.subgraphMetadata = [graph]
    model.minParserVersion = "1.0.0"
    return _packed(model, b"M001")


def _tree(model: bytes) -> Any:
    from mediapipe.tasks.metadata import schema_py_generated as schema

    return schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(model, 0))


def _add_buffer(tree: Any, content: bytes) -> int:
    """Its number among the network's buffers."""
    from mediapipe.tasks.metadata import schema_py_generated as schema

    buffer = schema.BufferT()
    buffer.data = np.frombuffer(content, np.uint8)
    tree.buffers.append(buffer)
    return len(tree.buffers) - 1


def _packed(tree: Any, identifier: bytes) -> bytes:
    import flatbuffers

    builder = flatbuffers.Builder(0)
    builder.Finish(tree.Pack(builder), identifier)
    return bytes(builder.Output())

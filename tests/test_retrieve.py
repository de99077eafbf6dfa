"""The search as a retriever of llama-index."""

from __future__ import annotations

from llama_index.core.schema import TextNode

from rag.desk import Desk
from rag.retrieve import to_llama_index


def test_the_search_is_a_retriever_whose_nodes_slice_to_their_text(desk: Desk) -> None:
    found = desk.search("What does a week with a foster family cost?")
    nodes = to_llama_index(desk.search).retrieve("What does a week with a foster family cost?")
    assert [node.node_id for node in nodes] == [each.passage.id for each in found]
    assert [node.score for node in nodes] == sorted((node.score or 0.0 for node in nodes), reverse=True)
    for node in nodes:
        version = desk.library.version(node.metadata["article"], node.metadata["version"])
        assert version is not None
        assert isinstance(node.node, TextNode)
        assert version.text[node.node.start_char_idx : node.node.end_char_idx] == node.text

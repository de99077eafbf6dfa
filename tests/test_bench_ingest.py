"""What an ingest costs is measured on what it really did."""

from __future__ import annotations

from made_library import HashingEncoder

from quality.bench_ingest import bench_ingest, memory


def test_nothing_is_embedded_where_nothing_changed_and_little_where_a_sentence_did() -> None:
    encoder = HashingEncoder()
    report = bench_ingest(encoder, 6)
    assert (report["bench"], report["articles"]) == ("ingest", 6)
    first, unchanged, changed = (report[name] for name in ("first", "unchanged", "one_sentence"))
    assert isinstance(first, dict) and isinstance(unchanged, dict) and isinstance(changed, dict)  # noqa: PT018
    assert first["passages_embedded"] == report["passages"]
    assert first["texts_embedded"] > 4 * first["passages_embedded"]
    assert (unchanged["texts_embedded"], unchanged["passages_embedded"]) == (0, 0)
    assert 1 <= changed["passages_embedded"] <= 2
    assert 0 < first["of_encoder"] < 1


def test_memory_is_in_megabytes() -> None:
    assert 20 < memory() < 20_000

"""Vectors that were kept are those that were read, and spare reading them again."""

import numpy as np
import pytest
from hand_made import report_of

from rashomon.bulk.vectors import VectorCache
from rashomon.comparing import compare
from rashomon.comparing.vectors import kept_on, views
from rashomon.reading import read

TEXTS = ("The dam of Tamsin broke on Sunday.", "…", "Forty houses were flooded there.")


@pytest.fixture(autouse=True)
def nothing_held():
    views.cache_clear()
    yield
    views.cache_clear()


@pytest.fixture
def no_model(monkeypatch):
    """Lets nothing be read after this was called."""

    def forbid():
        views.cache_clear()
        monkeypatch.setattr("rashomon.comparing.vectors.read_views", pytest.fail)

    return forbid


def test_sentences_come_back_as_they_were(tmp_path):
    cache = VectorCache(tmp_path)
    read_anew = views(TEXTS)
    cache.put(TEXTS, read_anew)
    kept = cache.get(TEXTS)
    assert kept is not None
    for one, other in zip(read_anew, kept, strict=True):
        assert (one.text, one.stems, one.spans) == (other.text, other.stems, other.spans)
        for name in ("words", "weights", "vector"):
            ours, theirs = getattr(one, name), getattr(other, name)
            assert ours.dtype == theirs.dtype
            np.testing.assert_array_equal(ours, theirs)


def test_other_texts_are_not_there(tmp_path):
    cache = VectorCache(tmp_path)
    cache.put(TEXTS, views(TEXTS))
    assert cache.get(TEXTS[:1]) is None
    assert cache.get(()) is None


def test_other_models_read_again(tmp_path, monkeypatch):
    cache = VectorCache(tmp_path)
    cache.put(TEXTS, views(TEXTS))
    monkeypatch.setattr("rashomon.bulk.cache.models_fingerprint", lambda: "another")
    assert cache.get(TEXTS) is None


@pytest.mark.parametrize("damage", [lambda d: d[:99], lambda d: b"", lambda d: d[:-1] + b"x"])
def test_a_damaged_entry_is_dropped(tmp_path, damage):
    cache = VectorCache(tmp_path)
    cache.put(TEXTS, views(TEXTS))
    (entry,) = tmp_path.glob("*/*")
    entry.write_bytes(damage(entry.read_bytes()))
    assert cache.get(TEXTS) is None
    assert not entry.exists()


def test_a_comparison_with_kept_vectors_reads_none_and_is_the_same(tmp_path, no_model):
    readings = [read(report_of(f"r{n}", text)) for n, text in enumerate(TEXTS[::2])]
    with kept_on(VectorCache(tmp_path)):
        first = compare(readings)
        no_model()
        assert compare(readings) == first


def test_what_is_over_the_limit_goes(tmp_path):
    cache = VectorCache(tmp_path, limit=1)
    cache.put(TEXTS, views(TEXTS))
    cache.trim()
    assert cache.get(TEXTS) is None

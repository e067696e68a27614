"""The shipped models share one file of word embeddings."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from rashomon import models
from rashomon.errors import RashomonError

HERE = Path(models.__file__).parent
SHARED_WORDS = 30_522 * 384


def installed_at(folder: Path, *names: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the package look for its models in a folder that has only these files."""
    for name in names:
        shutil.copy(HERE / name, folder / name)
    monkeypatch.setattr(models, "__file__", str(folder / "__init__.py"))
    models.session.cache_clear()


@pytest.fixture(autouse=True)
def no_session_is_left():
    yield
    models.session.cache_clear()


@pytest.mark.parametrize("name", ["reader", "vectors", "sketches"])
def test_a_model_without_the_shared_words_is_told_as_a_damaged_installation(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed_at(tmp_path, f"{name}.onnx", monkeypatch=monkeypatch)
    with pytest.raises(RashomonError, match=r"words\.bin is missing") as raised:
        models.session(name)
    assert raised.value.code == "R901"


def test_a_model_reads_its_words_from_the_file_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"ids": np.array([[101, 7993, 8143, 102]], dtype=np.int64)}
    shipped, _ = models.session("vectors").run(None, given)
    installed_at(tmp_path, "vectors.onnx", monkeypatch=monkeypatch)
    (tmp_path / "words.bin").write_bytes(bytes(SHARED_WORDS))
    others, _ = models.session("vectors").run(None, given)
    assert not np.allclose(shipped, others)


def test_the_words_are_kept_once() -> None:
    assert (HERE / "words.bin").stat().st_size == SHARED_WORDS
    sharing = ("reader", "vectors", "sketches")  # those of "together" are another model's
    held = sum((HERE / f"{name}.onnx").stat().st_size for name in sharing)
    # Each with embeddings of its own, they would hold 69 million bytes.
    assert held < 38_500_000

"""The cache of sentence vectors: one file a report, in the user's cache folder.

Of a story that gains a report, only pairs with the new one are compared, but that takes the
vectors of all others: to read them again would be most of the cost. They are kept as they are, a
megabyte or two a thousand words, so that a comparison made with them is the same to the byte.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec
import numpy as np

from rashomon.bulk import cache
from rashomon.bulk.files import KeptFiles, hash_of
from rashomon.comparing.vectors import Floats, Sentence
from rashomon.report import Span

LIMIT = 500_000_000
"""Bytes that the vectors may take on disk: those of some five hundred reports."""

_CHECK = 4  # bytes of the checksum before each entry


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """The sentences of a report without their texts; numbers are little-endian float32."""

    stems: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[Span, ...], ...]
    words: bytes
    weights: bytes
    vectors: bytes


class VectorCache:
    """Sentences with their vectors, by their texts and by what reads them."""

    def __init__(self, folder: Path | None = None, *, limit: int = LIMIT) -> None:
        """Takes the folder, else that beside the readings, and how many bytes it may hold."""
        self._files = KeptFiles(folder or cache.default_folder().parent / "vectors", limit=limit)

    def get(self, texts: tuple[str, ...]) -> tuple[Sentence, ...] | None:
        """Gives the sentences that were kept, None where there are none. Damaged ones go."""
        key = _key(texts)
        data = self._files.get(key)
        if data is None:
            return None
        if zlib.crc32(data[_CHECK:]).to_bytes(_CHECK, "little") != data[:_CHECK]:
            self._files.drop(key)
            return None
        return _sentences(texts, msgspec.msgpack.decode(data[_CHECK:], type=_Kept))

    def put(self, texts: tuple[str, ...], sentences: tuple[Sentence, ...]) -> None:
        """Keeps the sentences of a report."""
        if not sentences:
            return
        kept = _Kept(
            tuple(one.stems for one in sentences),
            tuple(one.spans for one in sentences),
            np.concatenate([one.words for one in sentences]).tobytes(),
            np.concatenate([one.weights for one in sentences]).tobytes(),
            np.stack([one.vector for one in sentences]).tobytes(),
        )
        data = msgspec.msgpack.encode(kept)
        self._files.put(_key(texts), zlib.crc32(data).to_bytes(_CHECK, "little") + data)

    def trim(self) -> None:
        """Removes the entries that were used least recently, where there are too many."""
        self._files.trim()


def _key(texts: tuple[str, ...]) -> str:
    return hash_of(cache.models_fingerprint(), texts)


def _sentences(texts: tuple[str, ...], kept: _Kept) -> tuple[Sentence, ...]:
    vectors = _numbers(kept.vectors).reshape(len(texts), -1)
    words = _numbers(kept.words).reshape(-1, vectors.shape[1])
    weights = _numbers(kept.weights)
    found = []
    start = 0
    for text, stems, spans, vector in zip(texts, kept.stems, kept.spans, vectors, strict=True):
        end = start + len(stems)
        found.append(
            Sentence(
                text=text,
                stems=stems,
                spans=spans,
                words=words[start:end],
                weights=weights[start:end],
                vector=vector,
            )
        )
        start = end
    return tuple(found)


def _numbers(data: bytes) -> Floats:
    return np.frombuffer(data, dtype=np.float32)

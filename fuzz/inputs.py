"""Damaged inputs, made by chance of sound ones: cut, repeated, joined, with traps set."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from random import Random

from hypothesis import strategies as st

from fuzz.samples import samples, word_file

_LARGEST = 200_000
# What trips readers: ends of lines and files, markup that opens and never closes, numbers at the
# edge of their types, characters that count for none or for many.
_TRAPS: tuple[bytes, ...] = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xc3",
    b"\r",
    b"\x1a",
    b"\x85",
    "\u2028\u202e\u200b\u0301".encode(),
    "“”‘’«»„\"'".encode(),
    "“".encode() * 50,
    b"&#0;&#x110000;&#xD800;&bogus;",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<p>",
    b"</p>",
    b"<div>" * 400,
    b"<b><i>" * 100,
    b"<table><tr><td>" * 60,
    b"<script>",
    b"<a href='",
    b"<!DOCTYPE x [",
    b'<!ENTITY a "aaaa">',
    b"&a;",
    b"<?xml version='1.0' encoding='utf-7'?>",
    b"xmlns:x=''",
    b"[" * 500,
    b"{" * 500,
    b'{"a":' * 300,
    b"1e999",
    b"-0",
    b"99999999999999999999",
    b"NaN",
    b"9999-12-31T23:59:59-14:00",
    b"0000-00-00",
    b"10000-01-01",
    b"Fri, 31 Dec 9999 23:59:59 GMT",
    b"\n---\n",
    b"a: &a [*a]\n",
    b"!!python/object:os.system ",
    b"\n> > > > > > ",
    b"\n* * * * * *\n",
    b"[a](" * 100,
    b"`" * 300,
    b"|" * 300,
    b"\n\n\n\n",
    b"Content-Type: multipart/mixed; boundary=b1\n",
    b"charset=punycode",
    b"=?idna?q?xn--?=",
    b"=?utf-8?b?====?=",
    b"--b1\n",
    b"Content-Length: -1\r\n",
    b"Content-Length: 99999999999\r\n",
    b"WARC/1.0\r\n",
    b"HTTP/1.1 200 OK\r\n\r\n",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"\x1f\x8b\x08",
    b"../../../etc/passwd",
    b"%PDF-1.4\n",
    b"endobj",
    b"/Length 999999999",
    b"[0 0 R]",
    b'"',
    b"'",
    b",",
    b";",
    b"\t",
    b"(AFP) -- ",
    b"By ",
    b" said.",
    b"A" * 3000,
    b"a.b" * 500,
    b"http://",
)
_STEPS = ("flip", "cut", "repeat", "trap", "trap", "bytes", "splice", "end", "move")
_MOST_STEPS = 6


def inputs(reader: str) -> st.SearchStrategy[bytes]:
    """Gives damaged inputs of one reader: of its own samples, and at times of another's.

    One number stands for one input: drawing each step apart takes longer than reading does.
    """
    everything = samples()
    own = everything[reader]
    others = [sample for name, found in everything.items() if name != reader for sample in found]
    inner, pack = _WRAPPERS.get(reader, ((), bytes))

    def made(number: int) -> bytes:
        chance = Random(number)
        kind = chance.random()
        if kind < 0.1:
            return _damaged(chance.choice([b"", *others]), chance, own + others)
        if kind < 0.5 and inner:
            return pack(_damaged(chance.choice(inner), chance, inner))
        return _damaged(chance.choice(own), chance, own + others)

    return st.integers(0, 2**64 - 1).map(made)


def _word_inner() -> bytes:
    whole = word_file()
    start = whole.index(b'<?xml version="1.0"?><w:document')
    end = whole.index(b"</w:document>") + len(b"</w:document>")
    return whole[start:end]


# Damage inside of what is packed: most damage of packed bytes is found by a checksum already.
_WRAPPERS: dict[str, tuple[Sequence[bytes], Callable[[bytes], bytes]]] = {
    "word:read": ([_word_inner()], word_file),
    "archives:read_gzip": (samples()["archives:read_tar"], lambda data: gzip.compress(data, 1)),
    "warc:read": (samples()["warc:read"][:1], lambda data: gzip.compress(data, 1)),
}


def _damaged(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    for _ in range(chance.randint(0, _MOST_STEPS)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.randint(1, chance.choice((4, 40, 400))))
        before, piece, after = data[:start], data[start:end], data[end:]
        step = chance.choice(_STEPS)
        if step == "flip" and piece:
            piece = bytes([piece[0] ^ (1 << chance.randrange(8))]) + piece[1:]
        elif step == "cut":
            piece = b""
        elif step == "repeat":
            piece *= chance.choice((2, 3, 60))
        elif step == "trap":
            piece = chance.choice(_TRAPS) + piece
        elif step == "bytes":
            piece = chance.randbytes(chance.randint(1, 8))
        elif step == "splice":
            source = chance.choice(others)
            place = chance.randint(0, len(source))
            piece += source[place : place + 300]
        elif step == "end":
            after = b""
        elif step == "move":
            piece, after = b"", after + piece
        data = before + piece + after
    return data[:_LARGEST]

"""Records a second out of a web archive, on one core.

The archive is made in memory of the stored pages, each several times, with a request and a
response record for each page and one gzip member a record, as Common Crawl News has it. Three
figures, of the processor's time: FastWARC alone over the same archive, the reader of web archives
(pages with their address, charset and time), and the whole of intake up to articles.

    python -m benchmarks.intake_warc --shared ../shared
"""

from __future__ import annotations

import argparse
import gzip
import io
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from fastwarc import ArchiveIterator, WarcRecordType

from rashomon.intake.article import Article
from rashomon.intake.contents import articles_in
from rashomon.intake.formats import warc

ROUNDS = 5


def archive_of(pages: Iterable[bytes]) -> bytes:
    """Gives a gzipped web archive with a request and a response for each page."""
    records = []
    for number, page in enumerate(pages):
        address = f"https://news{number}.example/{number}"
        request = f"GET /{number} HTTP/1.1\r\nHost: news.example\r\n\r\n".encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        records.append(_record("request", address, request))
        records.append(_record("response", address, head + page))
    return b"".join(records)


def _record(kind: str, address: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2024-03-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6)


def fastwarc_alone(data: bytes) -> Iterator[bytes]:
    """Gives the bodies of all responses, as FastWARC by itself does."""
    for record in ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response):
        yield record.reader.read()


def seconds(run: Callable[[], object], rounds: int) -> float:
    """Gives the median of the processor's seconds that a call takes."""
    took = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        took.append(time.process_time() - start)
    return statistics.median(took)


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, required=True)
    options.add_argument("--copies", type=int, default=10, help="how often each page is in it")
    given = options.parse_args()
    paths = sorted((given.shared / "data" / "pages").glob("*.html.gz"))
    pages = [gzip.decompress(path.read_bytes()) for path in paths]
    once, many = archive_of(pages), archive_of(pages * given.copies)
    records = 2 * len(pages) * given.copies
    print(f"{records:,} records, {len(many) / 1e6:.1f} MB packed")
    alone = seconds(lambda: sum(1 for _ in fastwarc_alone(many)), ROUNDS)
    reader = seconds(lambda: sum(1 for _ in warc.read(many, "a.warc.gz")), ROUNDS)
    print(f"FastWARC alone    {records / alone:10,.0f} records a second")
    print(
        f"reader of WARC    {records / reader:10,.0f} records a second, {alone / reader:.2f} of it"
    )
    found = [part for _, part in articles_in(once, "a.warc.gz") if isinstance(part, Article)]
    whole = seconds(lambda: sum(1 for _ in articles_in(once, "a.warc.gz")), 1)
    print(f"up to articles    {2 * len(pages) / whole:10,.0f} records a second")
    print(f"{len(found)} articles of {len(pages)} pages")


if __name__ == "__main__":
    main()

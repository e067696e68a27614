"""Web archives, zip, tar and packed files: what they hold, and what they may not do."""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile

import pytest

from rashomon.intake.article import Article, Member, Unread
from rashomon.intake.contents import articles_in
from rashomon.intake.formats import archives, warc

TEXT = b"The harbour was closed on Tuesday after the storm, the port's director said.\n"
PAGE = b"<!doctype html><html><body><article><p>The harbour was closed.</p></article></body></html>"


def zipped(*files, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(*files, mode="w"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for entry, data in files:
            info = entry if isinstance(entry, tarfile.TarInfo) else tarfile.TarInfo(entry)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def record(body, *, url="https://news.example/a", http=b"", kind=b"response", more=b""):
    block = http + body
    head = (
        b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:1>\r\n%sContent-Length: %d\r\n\r\n"
    ) % (kind, url.encode(), more or b"Content-Type: application/http\r\n", len(block))
    return head + block + b"\r\n\r\n"


def http(*headers, status=b"200 OK", kind=b"text/html"):
    lines = [b"HTTP/1.1 " + status, b"Content-Type: " + kind, *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def quick_xz(data):
    return lzma.compress(data, preset=0)


def codes(parts):
    return [part.error.code for part in parts if isinstance(part, Unread)]


def by_name(parts):
    return {part.name: part.data for part in parts if isinstance(part, Member)}


# Zip.


def test_the_files_of_a_zip_archive_come_in_order_with_their_paths():
    parts = [*archives.read_zip(zipped(("day/b.txt", TEXT), ("a.txt", b"x")), "a.zip")]
    assert [part.name for part in parts] == ["day/b.txt", "a.txt"]
    assert parts[0].data == TEXT


@pytest.mark.parametrize("path", ["../a.txt", "/etc/a.txt", "C:\\a.txt", "a\\..\\..\\b.txt"])
def test_a_path_that_leads_out_of_the_archive_is_refused(path):
    parts = [*archives.read_zip(zipped((path, TEXT), ("good.txt", TEXT)), "a.zip")]
    assert codes(parts) == ["R141"]
    assert [*by_name(parts)] == ["good.txt"]


def test_a_link_in_a_zip_archive_is_left_out():
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert codes(archives.read_zip(zipped((link, b"/etc/passwd")), "a.zip")) == ["R141"]


def test_a_file_that_unpacks_to_too_much_is_told_and_the_others_are_read():
    data = zipped(("bomb.txt", bytes(60_000_000)), ("good.txt", TEXT))
    parts = [*archives.read_zip(data, "a.zip")]
    assert codes(parts) == ["R139"]
    assert by_name(parts) == {"good.txt": TEXT}


def test_an_encrypted_file_is_told():
    data = bytearray(zipped(("a.txt", TEXT), method=zipfile.ZIP_STORED))
    # Bit 0 of the flags: once before the file, once in the list at the end.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert codes(archives.read_zip(bytes(data), "a.zip")) == ["R140"]


def test_a_damaged_file_costs_only_itself():
    data = bytearray(zipped(("a.txt", TEXT), ("b.txt", TEXT), method=zipfile.ZIP_STORED))
    data[data.index(b"harbour")] = ord("H")
    parts = [*archives.read_zip(bytes(data), "a.zip")]
    assert codes(parts) == ["R148"]
    assert [*by_name(parts)] == ["b.txt"]


def test_a_file_without_a_name_is_read():
    data = zipped(("a", TEXT), method=zipfile.ZIP_STORED)
    # The length of the name, before the file and in the list at the end: what was "a" is extra.
    nameless = bytearray(data)
    listed = data.index(b"PK\x01\x02")
    nameless[26], nameless[28], nameless[listed + 28], nameless[listed + 30] = 0, 1, 0, 1
    (part,) = archives.read_zip(bytes(nameless), "a.zip")
    assert part.name == "file"


def test_a_broken_archive_is_told():
    (found,) = articles_in(zipped(("a.txt", TEXT))[:40], "a.zip")
    assert found[1].code == "R148"


def test_archives_in_archives_are_read_through():
    inner = zipped(("a.txt", TEXT))
    ((label, article),) = articles_in(zipped(("in.zip", inner)), "out.zip")
    assert label == "out.zip:in.zip:a.txt"
    assert article.text == TEXT.decode()


def test_an_archive_packed_too_deep_is_refused():
    data = TEXT
    for _ in range(10):
        data = zipped(("a.zip", data))
    ((_, error),) = articles_in(data, "a.zip")
    assert error.code == "R114"


# Tar and packed files.


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_the_files_of_a_tar_archive_are_read_however_it_is_packed(mode):
    data = tarred(("a.txt", TEXT), ("day/b.txt", TEXT), mode=mode)
    assert [label for label, _ in articles_in(data, "a.tar")] == ["a.tar:a.txt", "a.tar:day/b.txt"]


def test_links_devices_and_bad_paths_in_a_tar_archive_are_left_out():
    link = tarfile.TarInfo("link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    device = tarfile.TarInfo("device")
    device.type = tarfile.CHRTYPE
    data = tarred((link, b""), (device, b""), ("../x.txt", TEXT), ("good.txt", TEXT))
    parts = [*archives.read_tar(data, "a.tar")]
    assert codes(parts) == ["R141", "R141", "R141"]
    assert by_name(parts) == {"good.txt": TEXT}


def test_a_tar_archive_that_ends_too_soon_gives_what_was_whole():
    data = tarred(("a.txt", TEXT), ("b.txt", b"x" * 5000))[:3000]
    (_, article), *errors = articles_in(data, "a.tar")
    assert article.text == TEXT.decode()
    assert {error.code for _, error in errors} == {"R148"}


@pytest.mark.parametrize(
    ("pack", "ending"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (quick_xz, "xz")]
)
def test_a_packed_file_is_read_by_the_kind_of_what_it_holds(pack, ending):
    ((label, article),) = articles_in(pack(TEXT), f"report.txt.{ending}")
    assert label == f"report.txt.{ending}:report.txt"
    assert article.text == TEXT.decode()


@pytest.mark.parametrize(
    ("pack", "ending"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (quick_xz, "xz")]
)
def test_packed_bombs_and_stumps_are_refused(pack, ending):
    ((_, bomb),) = articles_in(pack(bytes(60_000_000)), f"a.{ending}")
    ((_, stump),) = articles_in(pack(TEXT * 50)[:-20], f"a.{ending}")
    assert (bomb.code, stump.code) == ("R139", "R148")


def test_a_gzip_file_of_many_parts_is_read_whole():
    ((_, article),) = articles_in(gzip.compress(TEXT) + gzip.compress(TEXT), "a.txt.gz")
    assert article.text == TEXT.decode() * 2


# Web archives.


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_pages_come_with_their_address_and_the_time_they_were_fetched(pack):
    data = pack(record(b"", kind=b"warcinfo")) + pack(record(PAGE, http=http()))
    (page,) = warc.read(data, "a.warc")
    assert page.data == PAGE
    assert page.known.url == "https://news.example/a"
    assert page.known.extra["retrieved"] == "2024-03-05T10:00:00Z"


def test_what_is_no_page_is_passed_over():
    data = b"".join(
        [
            record(b"GET / HTTP/1.1\r\n\r\n", kind=b"request"),
            record(PAGE, http=http(status=b"404 Not Found")),
            record(b"\x89PNG", http=http(kind=b"image/png")),
            record(PAGE, http=http(), url="dns:news.example"),
            record(b" ", http=http()),
            record(PAGE, http=http(kind=b"application/xhtml+xml; charset=utf-8")),
        ]
    )
    assert len([*warc.read(data, "a.warc")]) == 1


def test_chunked_and_packed_bodies_are_unpacked():
    packed = gzip.compress(PAGE)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    head = http(b"Transfer-Encoding: chunked", b"Content-Encoding: gzip")
    (page,) = warc.read(record(chunked, http=head), "a.warc")
    assert page.data == PAGE


def test_the_charset_of_the_server_goes_before_the_page():
    body = "<p>Caf\u00e9 \u201cclosed\u201d</p>".encode("cp1252")
    head = http(kind=b"text/html; charset=ISO-8859-1")
    (page,) = warc.read(record(body, http=head), "a.warc")
    assert page.data.decode("utf-8-sig") == "<p>Caf\u00e9 \u201cclosed\u201d</p>"


@pytest.mark.parametrize("charset", [b"x-none", b"base64", b"utf-7\x00", b"ascii"])
def test_a_charset_that_does_not_fit_leaves_the_page_as_it_is(charset):
    body = "<p>Café closed</p>".encode() + b"\x81"
    (page,) = warc.read(record(body, http=http(kind=b"text/html; charset=" + charset)), "a.warc")
    assert page.data == body


def test_plain_text_that_was_made_of_pages_is_read():
    data = record(TEXT, kind=b"conversion", more=b"Content-Type: text/plain\r\n")
    ((label, article),) = articles_in(data, "a.warc.wet")
    assert isinstance(article, Article)
    assert article.text == TEXT.decode()
    assert article.known.url == "https://news.example/a"
    assert label == "a.warc.wet:https://news.example/a"


def test_a_truncated_gzip_record_costs_only_itself():
    good = gzip.compress(record(PAGE, http=http()))
    bad = gzip.compress(record(PAGE * 50, http=http(), url="https://news.example/bad"))
    parts = [*warc.read(good + bad[:-60] + good, "a.warc.gz")]
    pages = [part for part in parts if isinstance(part, Member) and part.data == PAGE]
    assert [page.name for page in pages] == ["https://news.example/a"] * 2
    assert parts[-1] == pages[-1]
    assert set(codes(parts)) == {"R137"}


def test_a_record_that_the_archive_cut_short_is_told():
    cut = b"Content-Type: application/http\r\nWARC-Truncated: length\r\n"
    data = record(PAGE, http=http(), more=cut)
    assert codes(warc.read(data, "a.warc")) == ["R137"]


def test_a_page_that_unpacks_to_too_much_costs_only_itself():
    bomb = record(gzip.compress(bytes(30_000_000)), http=http(b"Content-Encoding: gzip"))
    parts = [*warc.read(bomb + record(PAGE, http=http()), "a.warc")]
    assert codes(parts) == ["R106"]
    assert [part.data for part in parts if isinstance(part, Member)] == [PAGE]


def test_an_archive_without_pages_is_told():
    ((_, error),) = articles_in(record(b"", kind=b"warcinfo"), "a.warc")
    assert error.code == "R132"


def test_garbage_in_the_shape_of_a_web_archive_is_told_and_ends():
    parts = [*warc.read(b"WARC/1.0\r\n" * 20_000, "a.warc")]
    assert set(codes(parts)) == {"R137"}
    assert len(parts) <= 1001

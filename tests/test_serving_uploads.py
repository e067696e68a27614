"""Files of strangers (OWASP A08): what reading one does to the machine ends with its job."""

import io
import json
import stat
import subprocess
import sys
import time
import zipfile

import pytest
from serving_jobs import ended, sent
from serving_site import served
from sqlalchemy import text

from rashomon.library import list_stories, open_library
from rashomon.serving.settings import Limits
from rashomon.serving.uploads import plain_name


@pytest.fixture(scope="module")
def strict(uncompared):
    with served(uncompared, limits=Limits(writes=100_000, job_reports=5)) as client:
        yield client


def archive(members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return held.getvalue()


def link_to(path):
    linking = zipfile.ZipInfo("link.txt")
    linking.create_system = 3
    linking.external_attr = (stat.S_IFLNK | 0o777) << 16
    return linking, path


PASSWD = "file:///etc/passwd"
ENTITY = f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{PASSWD}'>]>"
LAUGHS = "<!DOCTYPE rss [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
)
RSS = (
    "<rss version='2.0'><channel><item><title>&{0};</title>"
    "<description>&{0}; {1}</description></item></channel></rss>"
)
HOSTILE = {
    "bomb.zip": archive([(f"{n}.txt", b"\0" * 60_000_000) for n in range(4)]),
    "nested.zip": archive([("a.zip", archive([("b.zip", archive([("c.txt", b"x" * 10**7)]))]))]),
    "climbing.zip": archive([("../../../tmp/rashomon-evil.txt", "The dam broke. " * 9)]),
    "linking.zip": archive([link_to("/etc/passwd")]),
    "many.zip": archive([(f"{n}.txt", f"Report {n} says so.") for n in range(200)]),
    "entity.xml": f"<?xml version='1.0'?>{ENTITY}{RSS.format('x', 'It is said. ' * 30)}".encode(),
    "laughs.xml": f"{LAUGHS}]>{RSS.format('a11', 'It is said. ' * 30)}".encode(),
    "fake.pdf": b"%PDF-1.7\n" + b"1 0 obj<</Length 99999999>>stream\n" + b"\xff" * 5000,
    "fake.docx": b"PK\x03\x04" + b"\0" * 300,
    "program.html": b"\x7fELF" + bytes(range(256)) * 200,
    "deep.html": b"<div>" * 200_000 + b"It is said.",
    "deep.json": b"[" * 200_000,
    "long.txt": b"a" * 2_000_000,
    "many.jsonl": b"".join(
        json.dumps({"text": f"Mayor Jane Doe said that {n} people were hurt."}).encode() + b"\n"
        for n in range(30)
    ),
}  # fmt: skip


def test_a_hostile_file_ends_its_own_job_at_most(strict, uncompared):
    began = time.monotonic()
    asked = {name: sent(strict, files={"file": (name, data)}) for name, data in HOSTILE.items()}
    for name, answered in asked.items():
        job = ended(strict, uncompared, answered)
        if job.state == "failed":
            assert job.code[:2] == "R1" or job.code in ("R602", "R604"), (
                name,
                job.code,
                job.message,
            )
            assert "/tmp" not in job.message
        else:
            assert len(job.result["added"]) <= 5, name
    with open_library(uncompared) as library:
        held = [report.title for story in list_stories(library) for report in story.reports]
        assert held
        for table in ("versions", "passages"):
            with library.reading() as connection:
                told = str(connection.execute(text(f"SELECT * FROM {table}")).all())
            assert "root:x:0:0" not in told
    # An ordinary report is read after all of them.
    job = ended(
        strict, uncompared, sent(strict, text="Treasurer Amit Rao said that Berrow has money.")
    )
    assert job.state == "done"
    assert time.monotonic() - began < 120


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/etc/cron.d/x", "x"),
        ("a\r\nb: c.txt", "a_b_c.txt"),
        ("..", "report"),
        (".bashrc", "bashrc"),
        ("\u202egpj.exe", "gpj.exe"),
        ("-rf", "rf"),
        ("", "report"),
        ("http://127.0.0.1/x.html", "x.html"),
        ("CON:\x00.txt", "CON_.txt"),
        ("a" * 300 + ".pdf", "a" * 76 + ".pdf"),
    ],
)
def test_a_file_is_kept_by_a_harmless_name(name, plain):
    assert plain_name(name) == plain


def test_a_job_that_takes_too_long_is_given_up(uncompared):
    with served(uncompared, limits=Limits(job_seconds=0.3)) as client:
        job = ended(client, uncompared, sent(client, text="It is said."))
    assert (job.state, job.code) == ("failed", "R602")


def test_a_job_that_needs_too_much_memory_is_given_up(uncompared):
    with served(uncompared, limits=Limits(job_memory=200_000_000)) as client:
        job = ended(client, uncompared, sent(client, text="It is said."))
        assert client.get("/").status_code == 200
    assert (job.state, job.code) == ("failed", "R602")


BOUNDED = """
from rashomon.serving.worker import Bounds, _bound, _bound_computing
_bound(Bounds(memory=600_000_000, seconds=1))
try:
    bytearray(900_000_000)
except MemoryError:
    print("no memory", flush=True)
_bound_computing(Bounds(memory=600_000_000, seconds=0.2))
while True:
    pass
"""


def test_a_worker_has_so_much_memory_and_so_much_time():
    began = time.monotonic()
    ended_so = subprocess.run(
        [sys.executable, "-c", BOUNDED], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended_so.stdout == "no memory\n"
    assert ended_so.returncode == -24  # SIGXCPU
    assert time.monotonic() - began < 30


def test_too_many_jobs_are_not_taken(uncompared):
    with served(uncompared, limits=Limits(jobs_waiting=2, job_seconds=5)) as client:
        found = [sent(client, text="It is said.") for _ in range(6)]
    assert found[0].status_code == 303
    assert found[-1].status_code == 503
    assert "R606" in found[-1].text

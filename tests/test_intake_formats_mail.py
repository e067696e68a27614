"""Mail."""

import pytest
from intake_parts import only, refused

from rashomon.intake.contents import articles_in
from rashomon.intake.formats import mail

HEADERS = """From: "Harbour Press Office" <press@harbour.example>
Subject: =?utf-8?q?Caf=C3=A9?= and harbour shut
Date: Tue, 05 Mar 2024 10:00:00 +0100
Message-ID: <1@harbour.example>
MIME-Version: 1.0
"""


def made_mail(rest):
    return (HEADERS + rest).encode()


def test_a_plain_mail_gives_its_text_sender_subject_and_date():
    data = made_mail(
        "Content-Type: text/plain; charset=utf-8\n\nThe harbour is shut.\n\nNo ferry.\n"
    )
    article = only(mail.read(data, "a.eml"))
    assert article.text == "The harbour is shut.\n\nNo ferry."
    known = article.known
    assert (known.title, known.outlet) == ("Café and harbour shut", "Harbour Press Office")
    assert known.published == "2024-03-05T10:00:00+01:00"
    assert known.extra["messageId"] == "<1@harbour.example>"


def test_plain_text_goes_before_html_and_html_is_read_where_there_is_none():
    def alternative(*parts):
        body = "".join(f"--B\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts)
        return made_mail(f"Content-Type: multipart/alternative; boundary=B\n\n{body}--B--\n")

    html = ("text/html", "<p>The <b>harbour</b>.</p><p>No ferry.</p>")
    assert only(mail.read(alternative(html), "a")).text == "The harbour.\n\nNo ferry."
    assert only(mail.read(alternative(("text/plain", "Plain."), html), "a")).text == "Plain."
    assert only(mail.read(alternative(("text/plain", " "), html), "a")).text.startswith("The")


def test_lines_that_the_format_wraps_are_joined():
    data = made_mail(
        "Content-Type: text/plain; format=flowed\n\nThe harbour \nis shut.\nNo ferry.\n"
    )
    assert only(mail.read(data, "a.eml")).text == "The harbour is shut.\nNo ferry."


def test_attachments_are_read_by_their_kind_and_pictures_are_not():
    body = (
        "--B\nContent-Type: text/plain\n\nSee below.\n"
        "--B\nContent-Type: application/octet-stream\n"
        'Content-Disposition: attachment; filename="release.txt"\n\nThe harbour is shut.\n'
        "--B\nContent-Type: image/png\nContent-Disposition: attachment; filename=a.png\n\nxx\n"
        "--B\nContent-Type: message/rfc822\n\n"
        "Subject: Inner\nFrom: a@b.example\n\nNo ferry left.\n--B--\n"
    )
    data = made_mail(f"Content-Type: multipart/mixed; boundary=B\n\n{body}")
    found = dict(articles_in(data, "a.eml"))
    assert [*found] == ["a.eml", "a.eml:release.txt", "a.eml:attachment 4"]
    assert found["a.eml:release.txt"].known.outlet == "Harbour Press Office"
    inner = found["a.eml:attachment 4"]
    assert (inner.text, inner.known.title) == ("No ferry left.", "Inner")
    assert inner.known.published is None


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain; charset=none-such",
        "Content-Type: text/plain; charset=\xff",
        "Content-Type: text/plain; " + "a*0=b; " * 20_000,
        "Content-Transfer-Encoding: base99",
        "X-Long: " + "a,\n " * 100_000,
        "Subject: " + "=?utf-8?q?" * 20_000,
        "Date: Tue, 05 Mar 9999 99:99:99",
        f"Date: Tue, 05 Mar {'9' * 30} 10:00:00 +0000",
    ],
)  # fmt: skip
def test_no_header_breaks_a_mail(header):
    data = f"{header}\n\nThe harbour is shut.\n".encode()
    assert only(mail.read(data, "a.eml")).text == "The harbour is shut."


def test_invalid_bytes_and_nuls_in_a_mail_do_no_harm():
    data = made_mail("Content-Type: text/plain; charset=utf-8\n\nThe harb\xffour\0 is shut.\n")
    assert "is shut." in only(mail.read(data, "a.eml")).text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Subject: x\n\n", "R132"),
        (b"", "R132"),
        (b"\n--x" * 20_000, "R139"),
        (b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
         for n in range(3000)), "R139"),
    ],
)  # fmt: skip
def test_mails_without_text_or_with_too_many_parts_are_told(data, code):
    assert refused(mail.read(data, "a.eml")) == code

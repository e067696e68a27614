"""Private addresses are never asked unless the user names them."""

import ssl
from ipaddress import ip_address

import pytest
import trustme

from rashomon.errors import IntakeError
from rashomon.intake.fetching import Fetcher, Limits, allowed_private
from rashomon.intake.fetching.private import AllowedPrivate, check_network_address
from tests.misbehaving import Server, answer, redirect

PAGE = b"The harbour of Tamsin was closed on Monday."
QUICK = Limits(connect=2, read=1, total=2, largest=10_000)


def check(address, *names, host="herald.example"):
    return check_network_address(address, host=host, allowed=allowed_private(names))


@pytest.mark.parametrize(
    "address",
    """
    0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.0.8 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 240.0.0.1
    255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1
    64:ff9b::a00:1 2001:db8::1 2002:7f00:1:: 2002:c0a8:101::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
    fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1
    """.split(),
)
def test_addresses_that_are_not_public_are_refused(address):
    with pytest.raises(IntakeError, match="R152"):
        check(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808"]
)
def test_public_addresses_are_asked(address):
    assert check(address) == address


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("10.1.2.3", "10.0.0.0/8"),
        ("10.1.2.3", "10.9.9.9/8"),
        ("10.1.2.3", "herald.example"),
        ("10.1.2.3", " Herald.Example. "),
        ("::1", "[::1]"),
        ("fd00::7", "fd00::/8"),
        ("::ffff:10.1.2.3", "10.1.0.0/16"),
    ],
)
def test_what_is_named_is_asked(address, name):
    assert ip_address(check(address, name)) == ip_address(address)


@pytest.mark.parametrize("name", ["10.2.0.0/16", "herald.example.org", "example", "fd00::/8"])
def test_what_another_name_allows_stays_refused(name):
    with pytest.raises(IntakeError, match="R152"):
        check("10.1.2.3", name)


@pytest.mark.parametrize("name", ["", "10.0.0.0/99", "http://intranet/", "a/b"])
def test_a_name_that_is_none_is_said(name):
    with pytest.raises(IntakeError, match="R152"):
        allowed_private([name])


class Names:
    """A name server whose answers change with each question."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, host, port):
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def fetcher_with(names, *allowed, **options):
    return Fetcher(
        limits=QUICK, delay=0, allowed=allowed_private(allowed), resolver=names, **options
    )


def code_of(fetcher, address):
    with pytest.raises(IntakeError) as failed:
        fetcher.fetch(address)
    return failed.value.code


@pytest.fixture
def server():
    with Server() as running:
        running.pages["/"] = answer(PAGE)
        yield running


def test_this_machine_is_refused_without_a_word_to_it(server):
    fetcher = Fetcher(limits=QUICK, allowed=AllowedPrivate())
    assert code_of(fetcher, server.url()) == "R152"
    assert code_of(fetcher, server.url(host="localhost")) == "R152"
    assert server.asked == []


def test_a_name_that_stands_for_a_private_address_is_refused(server):
    assert code_of(fetcher_with(Names(["127.0.0.1"])), server.url(host="a.example")) == "R152"
    assert server.asked == []


def test_one_private_address_among_public_ones_is_enough(server):
    names = Names(["93.184.216.34", "127.0.0.1"])
    assert code_of(fetcher_with(names), server.url(host="a.example")) == "R152"
    assert server.asked == []


def test_the_checked_address_is_the_one_that_is_asked(server):
    """A name server that changes its answer after the check is not asked again."""
    names = Names(["127.0.0.1"], ["127.0.0.2"])
    fetcher = fetcher_with(names, "127.0.0.1")
    assert fetcher.fetch(server.url(host="rebind.example")).body == PAGE
    assert names.asked == ["rebind.example"]
    assert server.asked[0].headers["host"] == f"rebind.example:{server.port}"


def test_a_name_that_turns_private_between_two_hops_is_refused(server):
    server.pages["/start"] = redirect("/")
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    fetcher = fetcher_with(names, "127.0.0.1")
    assert code_of(fetcher, server.url("/start", host="rebind.example")) == "R152"
    assert server.paths() == ["/start"]


def test_the_next_address_of_a_host_is_tried(server):
    names = Names(["127.0.0.3", "127.0.0.1"])
    fetcher = fetcher_with(names, "127.0.0.0/8")
    assert fetcher.fetch(server.url(host="two.example")).body == PAGE


def test_a_host_that_is_named_may_redirect_only_to_what_is_named(server):
    server.pages["/out"] = redirect(server.url(host="other.example"))
    fetcher = fetcher_with(Names(["127.0.0.1"]), "named.example")
    assert fetcher.fetch(server.url(host="named.example")).body == PAGE
    assert code_of(fetcher, server.url("/out", host="named.example")) == "R152"
    assert server.paths() == ["/", "/out"]


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def secure_server(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("herald.example").configure_cert(context)
    with Server(secure=context) as running:
        running.pages["/"] = answer(PAGE)
        yield running


def test_certificates_are_checked_by_name(secure_server, authority):
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    fetcher = fetcher_with(Names(["127.0.0.1"]), "127.0.0.1", trust=trust)
    assert fetcher.fetch(secure_server.url(host="herald.example")).body == PAGE
    assert code_of(fetcher, secure_server.url(host="other.example")) == "R157"


def test_a_certificate_that_nobody_signed_is_refused(secure_server):
    fetcher = fetcher_with(Names(["127.0.0.1"]), "127.0.0.1")
    assert code_of(fetcher, secure_server.url(host="herald.example")) == "R157"
    assert secure_server.asked == []


def test_a_server_without_tls_is_refused(server):
    fetcher = fetcher_with(Names(["127.0.0.1"]), "127.0.0.1")
    assert code_of(fetcher, f"https://herald.example:{server.port}/") == "R157"

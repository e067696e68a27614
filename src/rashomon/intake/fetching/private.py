"""Which network addresses may be asked: public ones, and private ones that the user names.

A page that someone else wrote may lead anywhere, also to the user's own router, to a cloud's
metadata service or to a program on this machine. Such addresses are refused (CWE-918).
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import msgspec

from rashomon.errors import IntakeError

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

# Special by IANA's registries, but not yet so in every Python that Rashomon runs on.
_SPECIAL: tuple[Network, ...] = tuple(
    ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20", "5f00::/16")
)
# The gateway from IPv6 to the IPv4 internet (RFC 6052): it reaches the IPv4 address alone.
_GATEWAY = IPv6Network("64:ff9b::/96")
# Other IPv6 addresses that carry an IPv4 address to which something may hand the connection on
# (RFC 8215, RFC 3056, RFC 4291 2.5.5.1), and where in them it stands.
_CARRIERS: tuple[tuple[IPv6Network, int], ...] = (
    (IPv6Network("64:ff9b:1::/48"), 0),
    (IPv6Network("2002::/16"), 80),
    (IPv6Network("::/96"), 0),
)


class AllowedPrivate(msgspec.Struct, frozen=True, kw_only=True):
    """The private hosts and networks that the user named; everything public is allowed anyway."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()


def allowed_private(names: Iterable[str]) -> AllowedPrivate:
    """Reads what the user named: hosts ("intranet"), addresses and networks ("10.1.0.0/16").

    Raises IntakeError R152 where a name is neither.
    """
    hosts: set[str] = set()
    networks: list[Network] = []
    for name in names:
        plain = name.strip().strip("[]").lower().removesuffix(".")
        try:
            networks.append(ip_network(plain, strict=False))
        except ValueError:
            if not plain or "/" in plain or ":" in plain:
                raise IntakeError(
                    "R152", f'"{name}" is no host, address or network; write 10.1.0.0/16'
                ) from None
            hosts.add(plain)
    return AllowedPrivate(hosts=frozenset(hosts), networks=tuple(networks))


def check_network_address(found: str, *, host: str, allowed: AllowedPrivate) -> str:
    """Gives the address to connect to, which is the one that was checked.

    `found` is what the name `host` stands for. Raises IntakeError R152 where it is not public
    and neither `host` nor a network that holds it is allowed.
    """
    try:
        address = ip_address(found.partition("%")[0])
    except ValueError:
        raise IntakeError("R151", f"{host} stands for no network address") from None
    if host in allowed.hosts or is_public(address):
        return str(address)
    reached = _reached(address)
    for network in allowed.networks:
        if any(part.version == network.version and part in network for part in reached):
            return str(address)
    named = host if host == str(address) else f"{host} ({address})"
    raise IntakeError(
        "R152",
        f"{named} is no public address: it is not asked unless --allow-private {host} says so",
    )


def is_public(address: Address) -> bool:
    """Says whether an address, and any address it carries, is one of the public internet."""
    return all(part.is_global and not _is_special(part) for part in _reached(address))


def _is_special(address: Address) -> bool:
    return (
        address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or (isinstance(address, IPv6Address) and address.is_site_local)
        or any(address.version == net.version and address in net for net in _SPECIAL)
    )


def _reached(address: Address) -> tuple[Address, ...]:
    """Gives the addresses that a connection to this one may reach."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:  # The system itself speaks IPv4 then.
        return (address.ipv4_mapped,)
    if address in _GATEWAY:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    if address.teredo is not None:
        return (address, *address.teredo)
    for network, shift in _CARRIERS:
        if address in network and int(address) > 1:
            return (address, IPv4Address(int(address) >> shift & 0xFFFFFFFF))
    return (address,)

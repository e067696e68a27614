"""Connections to checked addresses only, given up at a deadline.

A name is resolved once, every address it stands for is checked, and the connection goes to the
checked address itself: a name server that answers otherwise a moment later (DNS rebinding) is not
asked again. The name stays in the request's Host line and in TLS.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore2

from rashomon.errors import IntakeError
from rashomon.intake.fetching.limits import Deadline
from rashomon.intake.fetching.private import AllowedPrivate, check_network_address

Resolver = Callable[[str, int], Sequence[str]]
"""Gives the network addresses that a name stands for. Raises OSError where there are none."""

_MOST_ADDRESSES = 4


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Asks the system, which may ask a name server."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedNetwork(httpcore2.NetworkBackend):
    """The network as one request may use it: `httpcore2` connects and reads through it."""

    def __init__(
        self, *, resolver: Resolver, allowed: AllowedPrivate, deadline: Deadline, read: float
    ) -> None:
        self._resolver = resolver
        self._allowed = allowed
        self._deadline = deadline
        self._read = read
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connects to the first checked address of a host that answers."""
        addresses = self._checked(host, port)
        for number, address in enumerate(addresses, start=1):
            try:
                stream = self._inner.connect_tcp(
                    address,
                    port,
                    timeout=self._deadline.left(timeout or self._read),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return _BoundedStream(stream, deadline=self._deadline, read=self._read)
        raise IntakeError("R151", f"{host} stands for no network address")

    def _checked(self, host: str, port: int) -> list[str]:
        """Resolves a name. One private address among public ones is enough to refuse it."""
        found = self._resolve(host, port)
        checked = [check_network_address(one, host=host, allowed=self._allowed) for one in found]
        return checked[:_MOST_ADDRESSES]

    def _resolve(self, host: str, port: int) -> Sequence[str]:
        # The system's resolver knows no timeout, so it is left behind where it takes too long.
        answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=self._deadline.left(self._read))
        except queue.Empty:
            raise IntakeError("R154", f"looking up {host} takes too long; try later") from None
        if isinstance(answer, Exception) or not answer:
            raise IntakeError("R151", f"the host {host} is not known; check the address")
        return answer


class _BoundedStream(httpcore2.NetworkStream):
    """A connection whose every step ends at the deadline, so that no drip keeps it open."""

    def __init__(self, inner: httpcore2.NetworkStream, *, deadline: Deadline, read: float) -> None:
        self._inner = inner
        self._deadline = deadline
        self._read = read

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, timeout=self._deadline.left(timeout or self._read))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout=self._deadline.left(timeout or self._read))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        secured = self._inner.start_tls(
            ssl_context,
            server_hostname=server_hostname,
            timeout=self._deadline.left(timeout or self._read),
        )
        return _BoundedStream(secured, deadline=self._deadline, read=self._read)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore2's signature
        return self._inner.get_extra_info(info)

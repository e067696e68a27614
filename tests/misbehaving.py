"""A web server in the test's own process, which answers with the very bytes a test gives it."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

Script = Callable[["Asked"], Iterable[bytes]]


class Asked:
    """One request as it came: the path and the header lines."""

    def __init__(self, head):
        first, *lines = head.decode("latin-1").split("\r\n")
        self.path = first.split(" ")[1]
        self.headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }


class Server:
    """Answers each path with what `pages` holds for it: bytes, or a function that gives pieces."""

    def __init__(self, *, secure: ssl.SSLContext | None = None):
        self.pages: dict[str, bytes | Script] = {}
        self.asked: list[Asked] = []
        self._secure = secure
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def url(self, path="/", *, host="127.0.0.1"):
        scheme = "https" if self._secure else "http"
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self):
        return [asked.path for asked in self.asked]

    def _serve(self):
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        # A client that goes away in the middle is what many of these tests are about.
        with contextlib.suppress(OSError), connection:
            if self._secure:
                connection = self._secure.wrap_socket(connection, server_side=True)
            with connection:
                head = b""
                while b"\r\n\r\n" not in head:
                    piece = connection.recv(4096)
                    if not piece:
                        return
                    head += piece
                    if head[0] == 0x16:  # The client speaks TLS to a server that doesn't.
                        connection.sendall(answer(status="400 Bad Request"))
                        return
                asked = Asked(head.partition(b"\r\n\r\n")[0])
                self.asked.append(asked)
                page = self.pages.get(asked.path, answer(b"not here", status="404 Not Found"))
                for piece in [page] if isinstance(page, bytes) else page(asked):
                    connection.sendall(piece)


def answer(body=b"", *, status="200 OK", length=None, **headers):
    """Gives the bytes of an answer; header names have "_" for "-"."""
    lines = [f"HTTP/1.1 {status}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(where, *, status="302 Found"):
    return answer(status=status, Location=where)


class FakeTime:
    """A clock on which sleeping takes no time: what was slept is kept in `slept`."""

    def __init__(self, now=datetime(2019, 3, 4, 10, 0, tzinfo=UTC)):
        self.start = now
        self.slept: list[float] = []

    def monotonic(self):
        return time.monotonic() + sum(self.slept)

    def now(self):
        return self.start + timedelta(seconds=sum(self.slept))

    def sleep(self, seconds):
        self.slept.append(seconds)

"""The server as `rashomon serve` runs it, in a process of its own: `python serving_process.py`.

Takes the settings as JSON, and the seconds in which a request's head has to come.
"""

import contextlib
import json
import socket
import subprocess
import sys
import threading
import time

import msgspec

from rashomon.serving import Settings, judging, protocol
from rashomon.serving.jobs import Jobs
from rashomon.serving.running import run


class Running:
    """A server that runs; `lines` are its log's lines so far."""

    def __init__(self, process, settings):
        self.process = process
        self.settings = settings
        self.address = f"http://127.0.0.1:{settings.port}"
        self.lines: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        self.lines.extend(iter(self.process.stderr.readline, ""))

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.settings.port), timeout=20)

    def send(self, data):
        """Sends bytes; gives what comes back until the server closes, or says no more."""
        told = b""
        with self.connect() as wire, contextlib.suppress(TimeoutError):
            wire.sendall(data)
            wire.settimeout(2.0)
            while piece := wire.recv(65536):
                told += piece
        return told


@contextlib.contextmanager
def running(place, *, head_seconds=10.0, log_level="info", works=True, **settings):
    """Gives a `Running` server that is ready; it is gone after the block.

    Where it does not work, jobs are taken and wait.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        told = Settings(library=place, port=free.getsockname()[1], **settings)
    given = [
        msgspec.json.encode(told).decode(),
        str(head_seconds),
        log_level,
        "works" if works else "",
    ]
    process = subprocess.Popen(
        [sys.executable, __file__, *given], stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        server = Running(process, told)
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _wait(server):
    for _ in range(300):
        with contextlib.suppress(OSError):
            head = b"GET /health/ready HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            if b" 200 " in server.send(head):
                return
        assert server.process.poll() is None, server.lines
        time.sleep(0.1)
    raise AssertionError(server.lines)


def main():
    settings, head_seconds, log_level, works = sys.argv[1:]
    protocol.HEAD_SECONDS = float(head_seconds)
    if not works:
        Jobs._run = lambda _: None
        judging._PATIENCE = 0.0
    told = msgspec.convert(json.loads(settings), Settings)
    run(told, workers=1, log_level=log_level, ready=lambda _: None)


if __name__ == "__main__":
    main()

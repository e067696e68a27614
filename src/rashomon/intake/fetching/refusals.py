"""Answers that give no page: what the server said, and for how long it wants to be left alone."""

from __future__ import annotations

from rashomon.errors import IntakeError

_STATUSES = {
    401: "the page is only for readers who log in; save it and give the file",
    402: "the page is only for readers who pay; save it and give the file",
    403: "the server refuses it; open the page in a browser, save it and give the file",
    404: "there is no such page; check the address",
    410: "the page was taken down",
    451: "the page may not be shown for legal reasons",
}


class RefusalError(IntakeError):
    """A host gave no page (R158), or wants to be left alone (R160).

    Who asks again by himself has to know more than the message: `status` is that of the answer,
    `wait` how many seconds the host wants to be left alone; None where it did not say.
    """

    def __init__(
        self, code: str, message: str, *, status: int | None = None, wait: float | None = None
    ) -> None:
        super().__init__(code, message)
        self.status = status
        self.wait = wait


def busy(host: str, seconds: float) -> RefusalError:
    """Gives the error R160: a host asks not to be asked for some time."""
    message = f"{host} asks to be left alone for {seconds:.0f} s; try again after that"
    return RefusalError("R160", message, wait=seconds)


def no_page(status: int) -> RefusalError:
    """Gives the error R158: an answer with another status than that of a page."""
    why = _STATUSES.get(status, "that is no page")
    return RefusalError("R158", f"the server answered with status {status}: {why}", status=status)

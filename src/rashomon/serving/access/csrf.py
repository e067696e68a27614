"""Tokens in forms: only a page that was served here, to this very visitor, holds one.

A token is a code made with the visitor's cookie, masked anew on every page, so that compressed
pages do not give it away (BREACH). Nothing is kept.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

_SIZE = 32


def form_token(key: str) -> str:
    """Gives a token for the forms of a page of the visitor whose cookie is `key`."""
    mask = secrets.token_bytes(_SIZE)
    return base64.urlsafe_b64encode(mask + _xor(mask, _code(key))).decode()


def is_form_token(key: str | None, token: str) -> bool:
    """Says whether a token was made for the visitor whose cookie is `key`."""
    if key is None or len(token) > 4 * _SIZE:
        return False
    try:
        data = base64.urlsafe_b64decode(token.encode("ascii"))
    except (ValueError, binascii.Error):
        return False
    if len(data) != 2 * _SIZE:
        return False
    return hmac.compare_digest(_xor(data[:_SIZE], data[_SIZE:]), _code(key))


def _code(key: str) -> bytes:
    return hmac.digest(key.encode(), b"rashomon form", hashlib.sha256)


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))

"""What the tests of formats ask of what was read."""

import pytest

from rashomon.errors import IntakeError


def only(parts):
    (part,) = parts
    return part


def shown(article, kind):
    return [article.text[zone.start : zone.end] for zone in article.zones if zone.kind == kind]


def refused(parts):
    with pytest.raises(IntakeError) as caught:
        list(parts)
    return caught.value.code

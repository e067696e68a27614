"""What the tests of intake ask of what was read."""

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


def only_report(intake):
    assert intake.failures == ()
    (report,) = intake.reports
    return report


def note_codes(intake):
    return [note.code for note in intake.notes]

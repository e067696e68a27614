"""What the shipped model tags, as far as rules about text hold whatever it says."""

import pytest

from rashomon.reading.sentences import split_sentences
from rashomon.reading.tagging import tag


def tagged(text):
    return tag(text, split_sentences(text))


def names(text):
    return [text[name.span.start : name.span.end] for name in tagged(text).names]


@pytest.mark.parametrize("described", ["Toronto-based", "Toronto - based"])
def test_a_place_that_describes_is_named_without_its_participle(described):
    found = names(f"The {described} company Nordline said on Tuesday that it would close.")
    assert "Toronto" in found
    assert not any("based" in name for name in found)


def test_no_segment_runs_from_a_caption_into_the_next_paragraph():
    text = (
        "A large crater was left by the blast\n"
        "Police spokeswoman Lena Brandt said that the fighters had been sent from Toronto."
    )
    break_at = text.index("\n")
    assert not any(s.span.start < break_at < s.span.end for s in tagged(text).segments)


def test_names_have_a_capital():
    assert all(not name.islower() for name in names("he was frank, they say, and so was mark."))

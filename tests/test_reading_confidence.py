"""How likely an attribution is one that a desk would list, from hand-made tags."""

from rashomon.reading.attribution import weighed
from rashomon.reading.confidence import confidence
from tests.test_reading_speakers import Marked


def figures(marked):
    example = Marked(marked)
    ((_, found),) = weighed(example.report, list(example.attributions()))
    return found


def test_a_question_that_somebody_was_asked_is_told_from_one_that_he_asked():
    asked = figures("He left when [s he] [c asked] [t whether the crane would fall].")
    asking = figures("[s He] [c asked] [t whether the crane would fall].")
    assert (asked["was asked"], asking["was asked"]) == (1.0, 0.0)
    assert confidence(asked) < confidence(asking)


def test_what_nobody_is_named_for_is_told_from_what_only_lacks_its_source():
    held = figures("The owner [c is believed] [t to have left the town].")
    spoken = figures("[c Told] [t to leave the town], he stayed.")
    assert (held["credited to nobody"], spoken["credited to nobody"]) == (1.0, 0.0)


def test_a_word_of_the_cue_that_no_story_had_weighs_nothing():
    known = figures("[s Holm] [c said] [t the crane fell].")
    assert confidence({**known, "cue: quothed": 1.0}) == confidence(known)
    assert "cue: said" in known

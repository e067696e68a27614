"""Quantities: value, bound, unit and what is counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reading.numbers import number_value
from rashomon.reading.quantities import find_quantities
from rashomon.reading.sentences import split_sentences
from rashomon.reading.times import find_times
from rashomon.report import Report, Zone, fingerprint


def read(text, *, title=None):
    zones = (Zone(kind="title", start=0, end=title),) if title else ()
    report = Report(id="a", text=text, sha256=fingerprint(text), language="en", zones=zones)
    sentences = split_sentences(text)
    return find_quantities(report, sentences, find_times(report, sentences))


def one(text):
    (quantity,) = read(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three", 3),
        ("3", 3),
        ("twenty-six", 26),
        ("Twenty-Six", 26),
        ("a dozen", 12),
        ("two dozen", 24),
        ("1,200", 1200),
        ("2.5 million", 2_500_000),
        ("half a million", 500_000),
        ("a hundred and fifty", 150),
        ("two hundred and fifty thousand", 250_000),
        ("nineteen ninety-seven", 1997),
        ("2 1/2", 2.5),
        ("1½", 1.5),
        ("zero", 0),
    ],
)
def test_number_value(text, value):
    assert number_value(text) == value


@pytest.mark.parametrize(
    "text", ["", "a", "third", "three men", "3 and 4", "and", "1/0", "9" * 400]
)
def test_what_is_no_number_has_no_value(text):
    assert number_value(text) is None


@pytest.mark.parametrize(
    ("text", "span", "value", "bound", "of"),
    [
        ("Jets flew more than 60 overnight strikes on it.", "more than 60", 60, "more than",
         "overnight strikes"),
        ("Donors handed over 60 boats.", "60", 60, "exact", "boats"),
        ("It sold well over 60 boats.", "well over 60", 60, "more than", "boats"),
        ("At least a dozen people died.", "At least a dozen", 12, "at least", "people"),
        ("Some 300 civilians fled.", "Some 300", 300, "about", "civilians"),
        ("Up to 40 fishing boats sank.", "Up to 40", 40, "at most", "fishing boats"),
        ("No more than 5 seats are left.", "No more than 5", 5, "at most", "seats"),
        ("Fewer than ten people came.", "Fewer than ten", 10, "fewer than", "people"),
        ("They sold 50 or more tickets.", "50 or more", 50, "at least", "tickets"),
        ("Nearly 2,000 young voters came.", "Nearly 2,000", 2000, "about", "young voters"),
        ("Dozens of shops burned.", "Dozens", 24, "at least", "shops"),
        ("Hundreds of thousands of workers struck.", "Hundreds of thousands", 200_000, "at least",
         "workers"),
        ("Twelve of the twenty jurors agreed.", "Twelve", 12, "exact", "jurors"),
        ("Three United States senators spoke.", "Three", 3, "exact", "United States senators"),
        ("The 57-member council met.", "57", 57, "exact", "member"),
        ("Only one woman won.", "one", 1, "exact", "woman"),
        ("A few thousand fans came.", "A few thousand", 2000, "at least", "fans"),
        ("Several hundred shops burned.", "Several hundred", 200, "at least", "shops"),
        ("It won half of the nationwide vote.", "half", 0.5, "exact", "nationwide vote"),
        ("It took half the pier.", "half", 0.5, "exact", "pier"),
        ("It killed her and 22 others.", "22", 22, "exact", "others"),
    ],
)  # fmt: skip
def test_counts(text, span, value, bound, of):
    found = read(text)[0]
    assert text[found.start : found.end] == span
    assert (found.value, found.bound, found.unit, found.of) == (value, bound, None, of)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("The blast wounded 120, officials said.", "wounded"),
        ("The blast hit a market, wounding at least 120.", "wounding"),
        ("About 53 were injured.", "injured"),
        ("A crowd of about 2,000 waved flags.", "crowd"),
        ("A 2,000-strong crowd waved flags.", "crowd"),
        ("It is a town of 40,000 on the coast.", "town"),
        ("Ten more were hurt.", "hurt"),
    ],
)
def test_a_bare_figure_counts_what_the_words_beside_it_say(text, of):
    assert one(text).of == of


@pytest.mark.parametrize(
    ("text", "value", "unit", "of"),
    [
        ("It cost $121 billion.", 121e9, "USD", None),
        ("It cost £2.5m.", 2.5e6, "GBP", None),
        ("It cost $US6,562.", 6562, "USD", None),
        ("It cost A$40.", 40, "AUD", None),
        ("It cost 60 dollars a share.", 60, "USD", "share"),
        ("It cost 3 million euros.", 3e6, "EUR", None),
        ("It paid $500 in fees.", 500, "USD", "fees"),
        ("It paid 500 Canadian dollars.", 500, "CAD", None),
        ("It paid 20 million Iraqi dinars.", 20e6, "IQD", None),
        ("It paid 300 dinars.", 300, "dinar", None),
        ("It blew at 125km/h.", 125, "km/h", None),
        ("It blew at 80 miles an hour.", 80, "mph", None),
        ("It is within two points of the lead.", 2, "point", None),
        ("She died at the age of 74.", 74, "year", None),
        ("It is for drivers who are 58 and older.", 58, "year", None),
        ("It paid tens of thousands of dollars.", 20_000, "USD", None),
        ("It got 12 percent of votes.", 12, "%", "votes"),
        ("It fell 5 per cent.", 5, "%", None),
        ("It fell two percentage points.", 2, "percentage point", None),
        ("It fell by half of 1 percent.", 0.5, "%", None),
        ("It lay 300km off.", 300, "km", None),
        ("It lay 12 miles off.", 12, "mile", None),
        ("It got 3 feet of snow.", 3, "foot", "snow"),
        ("It took 20 square miles.", 20, "square mile", None),
        ("An 80m-deep shaft opened.", 80, "m", "shaft"),
        ("He is 69 years old.", 69, "year", None),
        ("The 69-year-old spoke.", 69, "year", None),
        ("Ann Lee, 23, spoke.", 23, "year", None),
        ("Mr Lee (57) spoke.", 57, "year", None),
        ("A woman aged 88 spoke.", 88, "year", None),
    ],
)
def test_money_shares_measures_and_ages(text, value, unit, of):
    found = one(text)
    assert (found.value, found.unit, found.of) == (value, unit, of)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("It hit 10-15 people.", 10, 15, None),
        ("It hit between 10 and 15 people.", 10, 15, None),
        ("It hit two or three people.", 2, 3, None),
        ("It cost between $30,000 and $60,000.", 30_000, 60_000, "USD"),
        ("It cost $10-15 million.", 10e6, 15e6, "USD"),
        ("It fell between 40-70%.", 40, 70, "%"),
        ("It was for women aged 55 to 65.", 55, 65, "year"),
        ("He is in his early 60s.", 60, 69, "year"),
    ],
)
def test_ranges(text, low, high, unit):
    found = one(text)
    assert (found.low, found.high, found.unit) == (low, high, unit)
    assert found.value == (low + high) / 2


def test_a_change_is_two_figures():
    found = read("It rose from 10 to 15 percent.")
    assert [(item.value, item.unit) for item in found] == [(10, "%"), (15, "%")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("One in five voters agreed.", 0.2),
        ("Two out of three voters agreed.", 2 / 3),
        ("Two-thirds of voters agreed.", 2 / 3),
        ("Half of voters agreed.", 0.5),
    ],
)
def test_ratios_are_fractions(text, value):
    found = one(text)
    assert found.value == pytest.approx(value)
    assert found.of == "voters"


@pytest.mark.parametrize(
    "text",
    [
        "The Boeing 737 took off.",
        "They drove down Route 66.",
        "The Group of Seven met.",
        "He lives at 131 West 23rd Street.",
        "They won 3-1 at home.",
        "They lost by a 2 to 1 margin.",
        "Call (903) 923-4000 now.",
        "He was one of the best.",
        "No one came.",
        "The second man left.",
        "It began on 13 December 2016 at 10:30.",
        "It lasted three weeks.",
        "He crashed at turn 14.",
        "It was our No. 2 priority.",
        "They cut it in half.",
        "At one point they stopped.",
        "He flew a B-24 and an F-16.",
        "2. They came.",
        "He wrote to @user12.",
        "It was like 9/11.",
        "No-one else came.",
        "It broke Section 6(1) of the act.",
        "A category one storm came.",
        "It grew in the latter half of the race.",
        "It will end one way or the other.",
        "She was seen on 60 Minutes.",
    ],
)
def test_what_counts_nothing_is_no_quantity(text):
    assert read(text) == ()


def test_a_capital_before_a_figure_names_nothing_in_a_headline():
    text = "Bus Crash Kills Fifty Children"
    assert [(item.value, item.of) for item in read(text, title=len(text))] == [(50, "Children")]


WORDS = st.sampled_from(
    "1 2.5 10-15 31-18 $ £ m bn % percent per cent of in out every to and between from a half "
    "third dozens hundreds thousand million more than at least or more people police officers "
    "killed were year old aged , . ( ) - + / # No. Boeing one ½ 1/0 007 feet square pounds "
    "dollars points trillion \n".split(" ")
)


@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_gives_ordered_spans(text):
    end = 0
    for quantity in read(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.of is None or quantity.of in text
        assert (quantity.low is None) == (quantity.high is None)
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low < quantity.value < quantity.high
        end = quantity.end


@given(st.text())
def test_number_value_never_raises(text):
    value = number_value(text)
    assert value is None or value >= 0

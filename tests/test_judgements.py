"""What people say of findings is obeyed by the comparison, by text and not by ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rashomon.comparing import compare
from rashomon.comparing.judged_claims import People
from rashomon.comparing.judging import confirmed_claims, judge_claims, judge_speaker
from rashomon.comparing.pair import PairFindings
from rashomon.errors import RashomonError
from rashomon.intake import report_from_text
from rashomon.judgement import Judged, Judgement, Kept, Word, passage_now, settle
from rashomon.reading import read
from rashomon.showing.html import render_html

HERALD = "The dam of Tamsin broke on Sunday. Schools in Berrow stay shut."
POST = (
    "A dam broke in Tamsin on Sunday. "
    '"The harbour is closed to all ships until Monday," said Jane Doe, the mayor. '
    "Pupils were given a long weekend everywhere."
)


def report(name, text):
    return report_from_text(text, id=name, outlet=name, published="2016-12-11")


@pytest.fixture(scope="module")
def readings():
    return [read(report("Herald", HERALD)), read(report("Post", POST))]


def kept(*judgements):
    """The judgements as a library gives them, in the order in which they were said."""
    fields = [{name: getattr(j, name) for name in j.__struct_fields__} for j in judgements]
    return [Kept(id=n, at="2016-12-12", models="m", **f) for n, f in enumerate(fields, start=1)]


def claim_with(comparison, words):
    """The surest claim that has these words in one of its passages."""
    texts = {report.id: report.text for report in comparison.reports}
    return next(
        claim
        for claim in comparison.claims
        if any(words in texts[p.report][p.start : p.end] for p in claim.passages)
    )


def reports_of(claim):
    return sorted({passage.report for passage in claim.passages})


def test_passages_that_a_person_joins_are_one_claim(readings):
    found = compare(readings)
    one, other = claim_with(found, "Schools"), claim_with(found, "Pupils")
    assert reports_of(one) == ["Herald"]
    (said,) = kept(judge_claims(found, one.id, other.id, same=True, by="Ann"))
    joined = compare(readings, judgements=[said])
    claim = claim_with(joined, "Schools")
    assert (reports_of(claim), claim.standing, claim.confidence) == (
        ["Herald", "Post"],
        "agreed",
        1,
    )
    assert claim.id in confirmed_claims(joined)
    assert [kept.by for kept in joined.judgements] == ["Ann"]
    assert joined.summary.agreed == found.summary.agreed + 1


def test_a_claim_that_a_person_parts_is_carried_by_one_report_each(readings):
    found = compare(readings)
    claim = claim_with(found, "dam of Tamsin")
    assert reports_of(claim) == ["Herald", "Post"]
    side = next(p for p in claim.passages if p.report == "Post")
    passage = f"Post:{side.start}-{side.end}"
    (said,) = kept(judge_claims(found, claim.id, passage, same=False, by="Ann"))
    parted = compare(readings, judgements=[said])
    assert reports_of(claim_with(parted, "dam of Tamsin")) == ["Herald"]
    assert claim_with(parted, "dam of Tamsin").standing == "sole"
    assert claim_with(parted, "A dam broke").standing == "sole"


def test_figures_that_a_person_says_are_of_one_thing_differ():
    pair = [read(report("Herald", "Five people died.")), read(report("Post", "Nine people died."))]
    passages = [
        Judged(report=r.report.id, sha256=r.report.sha256, start=0, end=17, text=r.report.text)
        for r in pair
    ]
    said = kept(Judgement(said="same", by="Ann", one=(passages[0],), other=(passages[1],)))
    people = People(pair, {0: [0], 1: [1]}, said)
    nothing = {(0, 1): PairFindings(links=(), differences=())}  # the machine linked nothing
    (found,) = people.pairs(nothing)[0, 1].differences
    assert (found.type, found.subtype) == ("number", "conflict")


def test_the_newest_of_two_judgements_holds(readings):
    found = compare(readings)
    one, other = claim_with(found, "Schools").id, claim_with(found, "Pupils").id
    same = judge_claims(found, one, other, same=True, by="Ann")
    apart = judge_claims(found, one, other, same=False, by="Bob")
    last = compare(readings, judgements=kept(same, apart))
    assert reports_of(claim_with(last, "Schools")) == ["Herald"]
    assert [kept.by for kept in last.judgements] == ["Bob"]
    last = compare(readings, judgements=kept(apart, same))
    assert reports_of(claim_with(last, "Schools")) == ["Herald", "Post"]
    assert [kept.by for kept in last.judgements] == ["Ann"]


def test_a_judgement_holds_in_a_version_where_the_passage_still_stands(readings):
    found = compare(readings)
    one, other = claim_with(found, "Schools").id, claim_with(found, "Pupils").id
    said = kept(judge_claims(found, one, other, same=True, by="Ann"))
    later = [read(report("Herald", "It rained all night. " + HERALD)), readings[1]]
    claim = claim_with(compare(later, judgements=said), "Schools")
    assert reports_of(claim) == ["Herald", "Post"]
    gone = [read(report("Herald", HERALD.replace("Schools", "Shops"))), readings[1]]
    assert compare(gone, judgements=said).judgements == ()


def speakers(comparison):
    names = {actor.id: actor.name for actor in comparison.actors}
    return {s.id: names.get(s.speaker) for s in comparison.statements}


def test_a_corrected_speaker_is_shown_and_is_the_origin(readings):
    found = compare(readings)
    ((statement, speaker),) = speakers(found).items()
    assert speaker == "Jane Doe"
    said = kept(judge_speaker(found, statement, right=False, instead="John Roe", by="Ann"))
    corrected = compare(readings, judgements=said)
    assert speakers(corrected) == {statement: "John Roe"}
    origin = claim_with(corrected, "harbour").origins[0]
    assert (origin.kind, origin.name) == ("speaker", "John Roe")
    assert corrected.judgements[0].speaker == "Jane Doe"


def test_a_speaker_who_is_wrong_is_left_open_where_nobody_else_is_named(readings):
    found = compare(readings)
    (statement,) = speakers(found)
    wrong = judge_speaker(found, statement, right=False, by="Ann")
    right = judge_speaker(found, statement, right=True, by="Bob")
    assert speakers(compare(readings, judgements=kept(wrong))) == {statement: None}
    again = compare(readings, judgements=kept(wrong, right))
    assert speakers(again) == {statement: "Jane Doe"}
    assert [kept.by for kept in again.judgements] == ["Bob"]


def test_what_is_not_there_can_not_be_judged(readings):
    found = compare(readings)
    claim = found.claims[0].id
    for one, other in (("c0", claim), (claim, "Post:0-9999"), (claim, claim), (claim, "x")):
        with pytest.raises(RashomonError, match="R508"):
            judge_claims(found, one, other, same=False, by="Ann")
    with pytest.raises(RashomonError, match="R508"):
        judge_speaker(found, "Post:0-1", right=True, by="Ann")


def test_a_passage_is_found_again_by_its_words_nearest_to_where_it_was():
    old = report("a", "Nobody was hurt. It rained. Nobody was hurt.")
    judged = Judged(report="a", sha256=old.sha256, start=28, end=44, text="Nobody was hurt.")
    assert passage_now(judged, old).start == 28
    assert passage_now(judged, report("a", "Well. " + old.text)).start == 34
    assert passage_now(judged, report("a", "It rained.")) is None
    assert passage_now(judged, replace(old, id="b")) is None


WORDS = st.lists(
    st.builds(
        Word,
        together=st.booleans(),
        one=st.frozensets(st.sampled_from("abcdef"), min_size=1),
        other=st.frozensets(st.sampled_from("abcdef"), min_size=1),
    ).filter(lambda word: word.together or not word.one & word.other),
    max_size=6,
)


@given(WORDS)
def test_settled_words_never_contradict_each_other(words):
    settled = settle(words)
    for number, members in enumerate(settled.together):
        assert not any(pair <= members for pair in settled.apart)
        assert not any(members & other for other in settled.together[number + 1 :])


@given(WORDS)
def test_the_last_word_holds(words):
    assert all(settle([*words[:n], word]).holds(word) for n, word in enumerate(words)
               if len(word.one | word.other) > 1)  # fmt: skip


def test_what_a_person_confirmed_is_marked_in_the_reports(readings):
    found = compare(readings)
    claim = claim_with(found, "dam of Tamsin")
    said = kept(judge_claims(found, claim.id, same=True, by="Ann"))
    confirmed = compare(readings, judgements=said)
    mark = '<span class="person">confirmed by a person</span>'
    assert mark in render_html(confirmed)
    assert mark not in render_html(found)
    assert "nothing here is confirmed by a person yet" not in render_html(confirmed)

"""Only English is read: of reports in other languages nothing is told but what they copy."""

import pytest

from rashomon.comparing import compare
from rashomon.comparing.actors import build_cast
from rashomon.comparing.claims import Draft, Place, Places
from rashomon.comparing.comparison import Origin
from rashomon.comparing.judging import judge_claims
from rashomon.comparing.speaking import Speakers
from rashomon.comparing.versions import articles_of
from rashomon.comparing.voices import SharedText, Voices
from rashomon.comparing.weighing import Sources, weighed
from rashomon.intake import report_from_text
from rashomon.judgement import Kept
from rashomon.reading import read

COPIED = (
    "La cour d'appel rendra sa décision dans le courant du mois de septembre, a-t-on appris "
    "de source judiciaire."
)
FRENCH = (
    "Le tribunal de Brévant a condamné mardi le maire de la ville à une amende de 300 euros pour "
    "avoir laissé une digue sans entretien. Douze maisons ont été inondées au mois de janvier, "
    f"et le maire a reconnu sa faute devant le juge.\n\n{COPIED}\n",
    "Le tribunal de Brévant a condamné mardi le maire de la ville à une amende de 200 euros pour "
    "avoir laissé une digue sans entretien. Onze maisons avaient été inondées au mois de janvier, "
    f"selon le rapport des pompiers.\n\n{COPIED}\n",
)
ENGLISH = (
    "A court in Brevant fined the mayor of the town 300 euros on Tuesday for leaving a dyke "
    "without repairs. Twelve houses were flooded in January.\n\nThe mayor admitted his fault.\n",
    "The mayor of Brevant was fined 200 euros by a court on Tuesday for leaving a dyke without "
    "repairs. Eleven houses were flooded in January.\n\nHis lawyer will appeal.\n",
)


@pytest.fixture(scope="module")
def readings():
    texts = {"fr1": FRENCH[0], "fr2": FRENCH[1], "en1": ENGLISH[0], "en2": ENGLISH[1]}
    return {
        name: read(report_from_text(text, id=name, outlet=f"The {name}"))
        for name, text in texts.items()
    }


def test_two_french_reports_agree_on_nothing_and_dispute_nothing(readings):
    found = compare([readings["fr1"], readings["fr2"]])
    assert {claim.shown for claim in found.claims} == {"one-origin", "open"}
    assert found.differences == ()


def test_what_french_reports_copy_has_one_origin(readings):
    found = compare([readings["fr1"], readings["fr2"]])
    (copy,) = (claim for claim in found.claims if claim.shown == "one-origin")
    assert copy.gist == COPIED
    assert [one.report for one in copy.passages] == ["fr1", "fr2"]


def test_the_note_names_the_language(readings):
    (note,) = readings["fr1"].notes
    assert note.code == "R201"
    assert "French" in note.message


def test_a_french_report_changes_nothing_between_two_english_ones(readings):
    english = [readings["en1"], readings["en2"]]
    alone, mixed = compare(english), compare([*english, readings["fr1"]])
    assert alone.differences
    assert mixed.differences == alone.differences
    assert [one for one in mixed.claims if one.passages[0].report != "fr1"] == list(alone.claims)
    assert {one.shown for one in mixed.claims if one.passages[0].report == "fr1"} == {"open"}


def test_a_story_of_one_french_text_is_its_own(readings):
    again = read(report_from_text(FRENCH[0], id="again", outlet="The again"))
    found = compare([readings["fr1"], again])
    assert {claim.shown for claim in found.claims} == {"sole"}


def test_of_what_a_person_joins_in_french_no_difference_is_told(readings):
    french = [readings["fr1"], readings["fr2"]]
    found = compare(french)
    one, other = (
        next(claim for claim in found.claims if words in claim.gist)
        for words in ("300 euros", "200 euros")
    )
    said = judge_claims(found, one.id, other.id, same=True, by="Ann")
    fields = {name: getattr(said, name) for name in said.__struct_fields__}
    joined = compare(french, judgements=[Kept(id=1, at="2016-12-12", models="m", **fields)])
    assert any(
        {passage.report for passage in claim.passages} == {"fr1", "fr2"} and "euros" in claim.gist
        for claim in joined.claims
    )
    assert joined.differences == ()


@pytest.mark.parametrize(("confidence", "shown"), [(0.5, "open"), (0.9, "one-origin")])
def test_a_claim_of_an_english_and_a_french_report_needs_evidence_as_any(
    readings, confidence, shown
):
    two = [readings["en1"], readings["fr1"]]
    names = {one.report.id: one.report.outlet for one in two}
    copy = Origin(kind="agency", name="Northern Wire", reports=tuple(names), why="")
    claim = weighed(
        Draft(nodes=((0, 0), (1, 0)), confidence=confidence),
        "c1",
        readings=two,
        passages={(n, 0): Place(span=one.sentences[0]) for n, one in enumerate(two)},
        sources=Sources(
            voices=Voices(two, Places(two), build_cast([], [])),
            actors=Speakers([]),
            shared=SharedText(()),
            texts=dict.fromkeys(names, copy),
            names=names,
            articles=articles_of(one.report for one in two),
        ),
        disputed=False,
    )
    assert claim.shown == shown

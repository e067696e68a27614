"""News agencies: their names, and where they are named."""

import pytest

from rashomon.intake.agencies import AGENCIES, agencies_in, canonical_agency
from rashomon.intake.bylines import credited_agencies


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("AFP", "AFP"),
        ("Agence France-Presse", "AFP"),
        ("the Associated Press", "AP"),
        ("A.P.", "AP"),
        ("TASS", "Tass"),
        ("Tass news agency", "Tass"),
        ("Russia's Interfax news agency", "Interfax"),
        ("the official Xinhua news agency", "Xinhua"),
        ("the state news agency SANA", "SANA"),
        ("Korean Central News Agency", "KCNA"),
        ("Central News Agency", "CNA"),
        ("Thomson Reuters Foundation", "Thomson Reuters Foundation"),
    ],
)
def test_an_agency_is_known_by_its_names(words, name):
    assert canonical_agency(words) == name


@pytest.mark.parametrize("words", ["ap", "map", "The Guardian", "the agency", "", "news agency"])
def test_other_words_are_no_agency(words):
    assert canonical_agency(words) is None


def test_every_form_leads_to_one_agency():
    seen = {}
    for name, others in AGENCIES:
        for form in (name, *others):
            assert seen.setdefault(form, name) == name, form
            assert canonical_agency(form) == name, form


def test_agencies_are_found_in_a_line_each_once():
    line = "Reporting by Agence France-Presse, AFP and the Associated Press"
    assert agencies_in(line) == ("AFP", "AP")


def test_forms_that_are_common_words_are_not_found_in_running_text():
    assert agencies_in("The MAP shows Petra and the MENA region") == ()


def test_a_credit_line_may_name_an_agency_by_an_ambiguous_form():
    assert credited_agencies("Lina Okafor, PA") == ("PA",)

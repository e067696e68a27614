"""Zones of a report: what is headline, dateline, byline, caption, lead, body, notice."""

import pytest

from rashomon import report_from_text
from rashomon.errors import IntakeError
from rashomon.intake.bylines import byline_names
from rashomon.report import Span

STORY = """\
Harbour of Tamsin closed after oil spill

Workers lay booms in the harbour of Tamsin on Sunday (AFP Photo/Ines KOVAL) (AFP/File)

Tamsin (AFP) - The harbour of Tamsin was closed on Monday after 300 tonnes of oil ran into it.

"We will not open before the water is clean," harbour master Olga Reyes said.

The owner of the tanker declined to comment.

Read more: The spills of the last ten years

Copyright 2019 Agence France-Presse. All rights reserved."""


def zones(text, **known):
    report = report_from_text(text, **known)
    return [(zone.kind, text[zone.start : zone.end]) for zone in report.zones]


def kind_of(text, words):
    start = text.index(words)
    return report_from_text(text).zone_kind(Span(start, start + 1))


def test_a_wire_report_is_parted_into_its_zones():
    assert [kind for kind, _ in zones(STORY)] == [
        "title",
        "caption",
        "credit",
        "dateline",
        "lead",
        "body",
        "body",
        "boilerplate",
        "boilerplate",
    ]
    assert ("dateline", "Tamsin (AFP) -") in zones(STORY)
    assert ("credit", "(AFP Photo/Ines KOVAL) (AFP/File)") in zones(STORY)


def test_what_the_text_shows_of_its_making():
    report = report_from_text(STORY)
    assert report.title == "Harbour of Tamsin closed after oil spill"
    assert report.outlet == "AFP"
    assert report.agencies == ("AFP",)
    assert report.dateline.places == ("Tamsin",)
    assert report.published is None
    assert report.language == "en"
    assert report.id == f"r{report.sha256[:10]}"


def test_an_address_above_the_headline_is_not_the_headline():
    text = (
        "https://herald.example/2016/harbour-of-tamsin-closed.html\n"
        "Harbour of Tamsin closed\nDec. 12, 2016\n"
        "The harbour was closed on Monday.\nwww.herald.example/more\nIt is large."
    )
    report = report_from_text(text)
    assert (report.title, report.published) == ("Harbour of Tamsin closed", "2016-12-12")
    kinds = ["boilerplate", "title", "boilerplate", "lead", "boilerplate", "body"]
    assert [kind for kind, _ in zones(text)] == kinds


def test_a_full_date_in_the_dateline_is_when_it_was_published():
    report = report_from_text("TAMSIN, Dec. 13, 2016 (Xinhua) -- The harbour was closed on Monday.")
    assert report.published == "2016-12-13"
    assert report_from_text("TAMSIN, Dec. 13 (Xinhua) -- The harbour was closed.").published is None


@pytest.mark.parametrize(
    "line",
    [
        "Published 12 December 2016",
        "Monday 12 December 2016 10.15 GMT",
        "Dec. 12, 2016",
        "8:56am Monday 12th December 2016",
        "8:05am UK, Monday 12 December 2016",
        "on Dec. 12, 2016",
        "Monday, Dec 12, 2016 | Updated 8:52 PM EST",
        "12 December 2016 Last updated at 12:42 GMT",
    ],
)
def test_a_line_above_the_report_may_say_when_it_was_published(line):
    text = f"Harbour of Tamsin closed\n{line}\nThe harbour was closed on Monday.\nIt is large."
    assert kind_of(text, line) == "boilerplate"
    assert report_from_text(text).published == "2016-12-12"


def test_a_text_without_headline_has_none():
    report = report_from_text("TAMSIN, Dec. 13 (Xinhua) -- The harbour was closed.\n\nIt is big.")
    assert report.title is None
    assert [zone.kind for zone in report.zones] == ["dateline", "lead", "body"]


def test_a_title_that_opens_the_text_is_not_read_twice():
    text = "Harbour closed. The harbour of Tamsin was closed on Monday."
    assert zones(text, title="Harbour closed.")[0] == ("title", "Harbour closed.")


def test_a_title_from_elsewhere_is_kept_apart_from_the_text():
    text = "Workers lay booms\n\nThe harbour was closed on Monday.\n\nIt is large."
    report = report_from_text(text, title="A quite different headline")
    assert report.title == "A quite different headline"
    assert "title" not in {zone.kind for zone in report.zones}


@pytest.mark.parametrize(
    ("line", "authors", "agencies"),
    [
        ("By Emma Bates", ("Emma Bates",), ()),
        ("By Emma Bates and Luis Ortega, Associated Press", ("Emma Bates", "Luis Ortega"), ("AP",)),
        ("By EMMA BATES in Tamsin", ("EMMA BATES",), ()),
        ("Emma Bates, Reuters", ("Emma Bates",), ("Reuters",)),
        ("Emma Bates in Tamsin", ("Emma Bates",), ()),
        ("Staff Reporter", (), ()),
    ],
)
def test_bylines(line, authors, agencies):
    text = f"Harbour of Tamsin closed\n\n{line}\n\nThe harbour was closed on Monday.\n\nIt is big."
    report = report_from_text(text)
    assert kind_of(text, line) == "byline"
    assert (report.authors, report.agencies) == (authors, agencies)


def test_a_byline_that_runs_into_the_dateline():
    text = "Harbour closed\n\nBy Ana Ruiz-SolLIMA, Dec. 3 (Yonhap) -- The harbour was closed."
    assert zones(text)[1:] == [
        ("byline", "By Ana Ruiz-Sol"),
        ("dateline", "LIMA, Dec. 3 (Yonhap) --"),
        ("lead", "The harbour was closed."),
    ]
    assert report_from_text(text).authors == ("Ana Ruiz-Sol",)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Image copyright EPA Image caption The harbour is large", "credit"),
        ("Enlarge this image toggle caption Ines Koval/AP Ines Koval/AP", "credit"),
        ("Photo: Ines Koval", "credit"),
        ("The harbour on Monday. REUTERS/Ines Koval", "caption"),
        ("The harbour on Monday. (Ines Koval/The Tamsin Herald via AP)", "caption"),
        ("The harbour of Tamsin, pictured, is the largest of the coast", "caption"),
        ("File - In this May 3, 2018 file photo, the harbour is seen from above.", "caption"),
        ("Associated Press writer Ana Ruiz in Lima contributed to this report.", "credit"),
        ("With reporting by AFP", "credit"),
        ("(Reporting by Ana Ruiz; Editing by Tom Field)", "boilerplate"),
        ("Advertisement Continue reading the main story", "boilerplate"),
        ("Sign up for our morning newsletter", "boilerplate"),
        ("Follow Ana Ruiz on Twitter: @ana", "boilerplate"),
        ("This site uses cookies. By continuing you agree.", "boilerplate"),
        ("Copyright 2018 The Associated Press. All rights reserved.", "boilerplate"),
        ("___", "boilerplate"),
        ("Please turn on JavaScript. Media requires JavaScript to play.", "boilerplate"),
        ("Available to UK users only.", "boilerplate"),
        ("• This article was amended on 9 April 2014. The port is in Tamsin.", "boilerplate"),
        ("Correction: the port was said to be in Sorrel.", "boilerplate"),
        ("To contact the reporters on this story: Ana Ruiz at aruiz@port.example", "boilerplate"),
        ("Find her on Twitter @anaruiz", "boilerplate"),
        ("UPDATE:", "boilerplate"),
        ("Is your harbour safe? What the tests found… Read more", "boilerplate"),
        ("GETTY Is the harbour safe?", "credit"),
        ("COAST COLLEGE•GETTY The harbour of Tamsin is the largest of the coast", "credit"),
        ("Harbour image via Shutterstock", "credit"),
        ("Read more about the spills of the last ten years", "boilerplate"),
        (
            "Morning Newsletter Get the news of the coast delivered to your inbox every day. "
            "Please enter a valid email address. You must choose a letter to subscribe to. "
            "Thank you for subscribing. An error has occurred.",
            "boilerplate",
        ),
    ],
)
def test_furniture_is_told_from_the_report(line, kind):
    text = f"The harbour was closed on Monday.\n\n{line}\n\nIt will open again in May, she said."
    assert kind_of(text, line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "She read more than 300 letters about the harbour.",
        "The copyright of the plan belongs to the city, the mayor said.",
        "He contributed to the report on the harbour in 2012.",
        "By Monday the oil had reached the beach.",
        "The plan is at www.tamsin.example and the mayor wants it to be read.",
        "Dec. 12, 2016 was the day on which the harbour was closed.",
        "Follow the money, the mayor told her council.",
        "The firm said its website uses cookies to track visitors.",
        "Police published a photo of the ship (the third this year).",
        "The mayor spoke to Reuters and AFP on Monday.",
        "The video, shared on Facebook, shows the ship.",
        "Readers who subscribe to the newsletter of the port got the warning in their inbox at "
        "six, an hour before the police closed the road to the harbour, the spokesman said.",
        "Update or not, the harbour stays closed, she said.",
        "Corrections officers said on Monday that the jail was full.",
        "To contact the police, he walked two miles.",
        "AFP Photographer Ana Ruiz, 41, was on board.",
        "Related companies said on Monday that they would close, too.",
        "Related Companies Chairman Jon Vik said that the yard would close late.",
        "A picture (left) hangs in the town hall of Tamsin.",
        "More: that is what the harbour master wants, and what the town and all of the traders who "
        "live from the harbour have wanted for years, as she told the council in a speech that "
        "lasted for an hour and ended in applause from all of its members on Monday night.",
    ],
)
def test_sentences_that_resemble_furniture_stay_body(line):
    text = f"The harbour was closed on Monday.\n\n{line}\n\nIt will open again in May, she said."
    assert kind_of(text, line) == "body"


def test_only_the_agency_that_carries_the_report_counts():
    text = (
        "The harbour was closed on Monday, Interfax quoted the mayor as saying.\n\n"
        "The harbour on Monday. (Ines Koval/AFP)\n\nIt will open again in May, she told Reuters."
    )
    assert report_from_text(text).agencies == ()


def test_the_notice_at_the_end_of_a_paragraph_is_parted_from_it():
    text = "The harbour was closed. It is large. (Reporting by Ana Ruiz; Editing by Tom Field)"
    assert zones(text)[-1] == ("boilerplate", "(Reporting by Ana Ruiz; Editing by Tom Field)")
    assert zones(text)[0] == ("lead", "The harbour was closed. It is large.")


def test_an_agency_may_sign_the_last_paragraph():
    text = "The harbour was closed on Monday.\n\nIt is large, the mayor said. (AFP)"
    assert zones(text)[-1] == ("credit", "(AFP)")
    assert report_from_text(text).agencies == ("AFP",)


def test_a_caption_glued_to_a_paragraph_is_parted_from_it():
    text = "Booms in the harbour. (AP Photo/Ines Koval) The harbour was closed on Monday."
    assert [kind for kind, _ in zones(text)] == ["caption", "credit", "lead"]


def test_a_caption_that_repeats_the_body_is_a_caption():
    said = "Workers laid booms in the harbour of Tamsin on Sunday night"
    text = (
        "The harbour of the town was closed on Monday.\n"
        f"{said}\n{said}, said the mayor of the little town.\n"
        "The oil reached the beach of the town on Monday evening.\n"
        "Nobody knows when the harbour will open again, she said."
    )
    assert [kind for kind, _ in zones(text)] == ["lead", "caption", "body", "body", "body"]


def test_a_heading_inside_the_text_is_a_title():
    text = (
        "The harbour of the town of Tamsin was closed on Monday.\n'Massive damage'\n"
        "The harbour master said that there was massive damage.\n"
        "The oil reached the beach of the town on Monday evening.\n"
        "Nobody knows when the harbour will open again, she said."
    )
    assert ("title", "'Massive damage'") in zones(text)


def test_a_text_that_is_all_furniture_is_still_read():
    assert zones("Read more about the spills") == [("lead", "Read more about the spills")]


def test_lines_wrapped_by_hand_are_one_paragraph():
    text = (
        "The harbour of Tamsin was closed on Monday after three\n"
        "hundred tonnes of oil ran into it from a tanker that\n"
        "had struck a pier during the night, the harbour\nmaster said.\n\n"
        "It will open again in May, she said, when all of the\noil is gone."
    )
    assert [kind for kind, _ in zones(text)] == ["lead", "body"]


@pytest.mark.parametrize(("text", "code"), [("", "R104"), (" \n", "R104"), ("a\0b", "R105")])
def test_a_text_without_words_is_refused(text, code):
    with pytest.raises(IntakeError) as error:
        report_from_text(text)
    assert error.value.code == code


def test_a_lone_surrogate_is_refused():
    with pytest.raises(IntakeError) as error:
        report_from_text("half \ud800 a character")
    assert error.value.code == "R113"


def test_a_publication_time_that_is_none_is_refused():
    with pytest.raises(IntakeError) as error:
        report_from_text("The harbour was closed.", published="soon")
    assert error.value.code == "R112"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour of Tamsin was closed on Monday after a spill.", "en"),
        ("Der Hafen wurde am Montag geschlossen, weil sehr viel Öl ausgelaufen war.", "de"),
        ("Harbour closed", "und"),
    ],
)
def test_the_language_is_told_where_it_is_sure(text, language):
    assert report_from_text(text).language == language


def test_buttons_that_run_into_a_paragraph_are_parted_from_it():
    line = "There were lorries on every road."
    for button in ("Continue reading the main story", "Advertisement Story continues below"):
        text = f"The harbour was closed on Monday.\n\n{button} {line}"
        assert kind_of(text, line) == "body"
        assert kind_of(text, button) == "boilerplate"
    told = "Continue reading the main story of the day, she said, and you will see."
    assert kind_of(f"The harbour was closed.\n\n{told}", told) == "body"


def test_a_signature_in_a_link_is_of_the_link():
    text = "The harbour was closed on Monday. RELATED: Ten boats sank at the quay (AFP)"
    assert [kind for kind, _ in zones(text)] == ["lead", "boilerplate"]


def test_a_byline_may_hold_any_particle_of_a_name():
    line = "By Noor bint Omar and Jan ter Dahl"
    assert byline_names(line, above_report=True) == ("Noor bint Omar", "Jan ter Dahl")

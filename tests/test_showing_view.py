"""What the view takes from a comparison, and that its words are the reports' own."""

from __future__ import annotations

import msgspec
import pytest
import showing_example as example
from hypothesis import given
from hypothesis import strategies as st

from rashomon.comparing.comparison import Passage, StoryStatement
from rashomon.errors import RashomonError
from rashomon.report import Report, Span, fingerprint
from rashomon.showing.changes import mark_changes
from rashomon.showing.dates import date_words
from rashomon.showing.html import render_html
from rashomon.showing.lookup import anchor
from rashomon.showing.markdown import render_markdown
from rashomon.showing.model import Cut
from rashomon.showing.outlets import display_names, text_fragment, web_address
from rashomon.showing.quoting import content_words
from rashomon.showing.safe import visible
from rashomon.showing.view import build_view
from rashomon.showing.wording import repeats_words
from rashomon.showing.words import Words, window, words


@pytest.fixture(scope="module")
def comparison():
    return example.comparison()


@pytest.fixture(scope="module")
def view(comparison):
    return build_view(comparison)


def report(text, identity="r", **fields):
    return Report(
        id=identity, text=text, sha256=fingerprint(text), language="en", zones=(), **fields
    )


def parts(value, kind):
    """All values of one type inside a struct, however deep."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, msgspec.Struct):
        value = [getattr(value, name) for name in value.__struct_fields__]
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from parts(item, kind)


def test_every_stretch_shown_is_the_report_s_own(view):
    stretches = list(parts(view, Words))
    assert len(stretches) > 50
    for stretch in stretches:
        assert stretch.text == example.TEXTS[stretch.report][stretch.start : stretch.end]


def test_the_full_texts_hold_every_letter_and_every_anchor(view):
    anchors = set()
    for full in view.texts:
        segments = [segment for one in full.paragraphs for segment in one.segments]
        shown = "".join(segment.text for segment in segments)
        assert "".join(shown.split()) == "".join(example.TEXTS[full.source.report].split())
        anchors |= {segment.begins for segment in segments}
        for segment in segments:
            assert {place for _, _, place in segment.links} <= {
                one.begins for f in view.texts for p in f.paragraphs for one in p.segments
            }
    assert {cut.place for cut in parts(view, Cut)} <= anchors


def test_each_claim_stands_in_one_place(view):
    rows = [*view.disputed, *view.updated, *view.agreed, *view.one_origin]
    rows += [row for group in view.only for row in (*group.rows, *group.rest)]
    assert sorted(row.id for row in rows) == [f"c{number}" for number in range(1, 10)]
    assert len({row.anchor for row in rows}) == 9


def test_origins_are_the_columns_of_a_dispute(view):
    (dispute,) = view.disputed
    assert [cell.origin for cell in dispute.cells] == ["MNA", "Jon Lerche"]
    (first,) = dispute.cells[0].cuts
    assert first.source.name == "Coast Courier"
    assert [(echo.source.name, echo.chain) for echo in first.also] == [("Vale Post", "via MNA")]
    marks = [piece.text for piece in first.words[0].pieces if piece.mark == "value"]
    assert marks == ["at least 12"]


def test_an_update_is_told_apart_from_disputes(view):
    (update,) = view.updated
    assert update.kinds == ("figure changed over time",)
    assert [cell.origin for cell in update.cells] == ["Coast Courier", "Vale Post"]


def test_what_a_report_leaves_out_is_what_two_others_carry(view):
    left_out = {group.source.name: [row.id for row in group.rows] for group in view.left_out}
    assert left_out == {"Vale Post": ["c2"], "Inland Tribune": ["c5"]}


def test_an_utterance_is_shown_once_with_its_cuts(view):
    brandt = next(speaker for speaker in view.speakers if speaker.name == "Ilse Brandt")
    (utterance,) = brandt.shared
    assert brandt.quoted == brandt.paraphrased == ()
    assert [cut.said.verbatim for cut in utterance.cuts] == [True, True, False]
    base, trimmed, paraphrase = utterance.cuts
    changed = [piece.text for piece in base.words[0].pieces if piece.mark]
    assert changed == ["do it before the summer"]
    assert [piece.mark for piece in trimmed.words[0].pieces] == ["", "dropped", ""]
    assert {piece.mark for piece in paraphrase.words[0].pieces} == {"context", ""}
    assert paraphrase.words[0].text == "Mayor Ilse Brandt promised new rules by the summer."


def test_a_caption_that_repeats_a_quotation_is_left_out(comparison):
    part = example.place("tribune", "Nobody rang the alarm")
    again = msgspec.structs.replace(comparison.statements[6], id="caption", content=(part,))
    more = msgspec.structs.replace(comparison, statements=(*comparison.statements, again))
    wirth = next(one for one in build_view(more).speakers if one.name == "Hana Wirth")
    (utterance,) = wirth.quoted
    assert utterance.cuts[0].words[0].text == example.ALARM


def test_the_same_quotation_in_two_reports_is_one_utterance_without_a_claim(comparison):
    bare = msgspec.structs.replace(comparison, claims=(), differences=())
    brandt = next(one for one in build_view(bare).speakers if one.name == "Ilse Brandt")
    lead = next(one for one in build_view(bare).speakers if one.name == "the coast guard")
    assert [cut.source.key for cut in lead.shared[0].cuts] == ["A"]
    assert [echo.source.key for echo in lead.shared[0].cuts[0].also] == ["B"]
    assert [cut.source.key for cut in brandt.shared[0].cuts] == ["A", "B"]
    assert len(brandt.paraphrased) == 1


def test_the_same_words_credited_otherwise_stand_with_them_and_say_so(comparison):
    statements = [
        msgspec.structs.replace(one, speaker="lines") if one.id == "s4" else one
        for one in comparison.statements
    ]
    other = msgspec.structs.replace(comparison, statements=tuple(statements))
    brandt = next(one for one in build_view(other).speakers if one.name == "Ilse Brandt")
    assert [(cut.source.key, cut.said.how) for cut in brandt.shared[0].cuts] == [
        ("A", "quoted"),
        ("C", "paraphrased"),
        ("B", "quoted, credited to Sorrel Lines"),
    ]


def test_a_paraphrase_is_shown_to_the_end_of_its_sentence(view):
    (update,) = view.updated
    last = update.cells[1].cuts[0].words[0]
    assert last.text.startswith("Michael Oren of the coast guard put ")
    assert last.text.endswith(" by Monday evening.")
    assert not last.before
    assert not last.after


def test_the_sides_of_a_dispute_come_first_and_the_others_are_folded(comparison):
    extra = example.passage("courier", "The Aldina was built in 1987.")
    claim = msgspec.structs.replace(
        comparison.claims[0], passages=(*comparison.claims[0].passages, extra)
    )
    more = msgspec.structs.replace(comparison, claims=(claim, *comparison.claims[1:]))
    (dispute,) = build_view(more).disputed
    assert dispute.values == ("at least 12", "Fourteen")
    assert [cell.origin for cell in dispute.sides] == ["MNA", "Jon Lerche"]
    (further,) = dispute.sides[0].more
    assert further.words[0].text == "The Aldina was built in 1987."


def test_claims_that_repeat_others_are_folded_and_not_counted(comparison):
    again = msgspec.structs.replace(comparison.claims[1], id="c99", repeats="c2")
    more = msgspec.structs.replace(comparison, claims=(*comparison.claims, again))
    view = build_view(more)
    (row,) = [row for row in view.agreed if row.id == "c2"]
    assert [one.anchor for one in row.repeats] == ["claim-c99"]
    assert view.first_line == build_view(comparison).first_line
    assert repeats_words(row.repeats) == "1 similar claim from the same passages"
    unsure = msgspec.structs.replace(again, id="c98", open=True)
    both = build_view(msgspec.structs.replace(more, claims=(*more.claims, unsure)))
    (row,) = [row for row in both.agreed if row.id == "c2"]
    told = "1 similar claim and 1 claim left open from the same passages"
    assert repeats_words(row.repeats) == told


def test_the_first_line_is_the_summary_and_the_filters_count_what_is_shown(comparison, view):
    summary = comparison.summary
    figures = [summary.agreed, summary.disputed, summary.one_origin, summary.sole]
    assert [number for number, _, _ in view.tail] == figures
    assert [one.number for one in view.filters[:4]] == figures
    assert {one.name: one.number for one in view.filters[4:]} == {
        "updated": 1, "quote": 5, "difference": 4, "left-out": 2, "unsure": 0,
    }  # fmt: skip


def test_of_many_dates_those_are_first_that_most_reports_give(comparison):
    few = comparison.timeline[2]
    years = [
        msgspec.structs.replace(comparison.timeline[0], when=f"{year}")
        for year in range(1900, 1930)
    ]
    rows = build_view(msgspec.structs.replace(comparison, timeline=(few, *years))).timeline
    main = [row.when for row in rows if row.main]
    assert len(rows) == 31
    assert len(main) == 12
    assert "Feb 2024" in main


def test_left_out_is_what_a_third_of_the_others_share():
    ten, twelve = build_view(example.many(10)), build_view(example.many(12))
    assert {len(row.sources) for group in ten.left_out for row in group.rows} == {3}
    assert twelve.left_out == ()


def test_other_speakers_words_are_not_put_into_one_mouth(view):
    lerche = next(speaker for speaker in view.speakers if speaker.name == "Jon Lerche")
    assert len(lerche.paraphrased) == 1


def test_differences_told_with_their_claim_are_not_told_again(view):
    rows = [row for group in view.differences for row in group.rows]
    assert [row.type for row in rows] == ["number", "name", "label", "attribution"]


def test_a_finding_outside_its_report_is_refused(comparison):
    claim = comparison.claims[0]
    wrong = msgspec.structs.replace(
        claim, passages=(Passage(report="courier", start=10, end=10**6), *claim.passages[1:])
    )
    broken = msgspec.structs.replace(comparison, claims=(wrong, *comparison.claims[1:]))
    with pytest.raises(RashomonError, match="R403"):
        build_view(broken)


def test_reports_of_one_outlet_are_told_apart_whatever_their_order():
    early = report("early", "one", outlet="Vale Post", published="2024-03-04")
    late = report("late", "two", outlet="Vale Post", published="2024-03-05")
    other = report("other", "three", path="somewhere/coast_press.txt")
    nameless = report("nameless", "four")
    expected = {
        "one": "Vale Post (1)",
        "two": "Vale Post (2)",
        "three": "coast_press",
        "four": "four",
    }
    assert display_names([early, late, other, nameless]) == expected
    assert display_names([nameless, late, other, early]) == expected


def test_anchors_are_fit_for_a_url_and_differ():
    assert anchor("c1") == "claim-c1"
    assert anchor("claim-c1") == "claim-c1"
    odd = {anchor("a b"), anchor("a/b"), anchor('a"><script>')}
    assert len(odd) == 3
    assert all(set(one) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for one in odd)


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        ("2024-03-04T15:20:00Z", "4 Mar 2024, 15:20 UTC"),
        ("2024-03-04T15:20+02:00", "4 Mar 2024, 15:20 UTC+02:00"),
        ("2024-03-04", "4 Mar 2024"),
        ("2024-03", "Mar 2024"),
        ("1987", "1987"),
        ("198X", "1980s"),
        ("XXXX-12-13", "13 Dec, year unknown"),
        ("2024-22", "summer 2024"),
        ("2024-03/2024-05", "Mar 2024 to May 2024"),
        ("2024-03/..", "since Mar 2024"),
        ("2024~", "2024 (about)"),
        ("yesterday", "yesterday"),
        ("2024-99-99", "2024-99-99"),
    ],
)
def test_dates_are_told_in_words(edtf, told):
    assert date_words(edtf) == told


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://", "//x", "x y"],
)
def test_only_web_addresses_become_links(url):
    assert web_address(url) is None


def test_a_link_leads_to_the_words():
    link = text_fragment("https://post.example/a#top", "said, well-known & new")
    assert link == "https://post.example/a#:~:text=said%2C%20well%2Dknown%20%26%20new"


@given(st.text())
def test_nothing_that_acts_is_left_in_text_that_is_shown(text):
    shown = visible(text)
    assert shown.isprintable() or all(not ("\x00" <= c < " ") for c in shown)
    assert not set(shown) & set("\x1b\x9b\u202e\u2066\u200b\ufeff\n\t\x00")
    assert visible(shown) == shown


@given(st.text(min_size=1), st.data())
def test_a_window_is_part_of_the_text_at_its_offsets(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    mark_from = data.draw(st.integers(0, len(text)))
    mark_to = data.draw(st.integers(mark_from, len(text)))
    limit = data.draw(st.integers(1, 40))
    part = window(report(text), Span(start, end), marks=[Span(mark_from, mark_to)], limit=limit)
    assert part.text == text[part.start : part.end]
    assert start <= part.start <= part.end <= end
    assert part.before == (part.start > start)
    assert part.after == (part.end < end)


@given(st.lists(st.text(alphabet="ab c,.", min_size=1), min_size=1, max_size=4))
def test_marking_changes_alters_no_letter(texts):
    cuts = [words(report(text), Span(0, len(text))) for text in texts]
    assert [cut.text for cut in mark_changes(cuts)] == texts


def test_equal_words_are_not_marked():
    left = words(report("It is all orchestrated."), Span(0, 23))
    right = words(report("it is all orchestrated"), Span(0, 22))
    marked = mark_changes([left, right])
    assert all(not piece.mark for cut in marked for piece in cut.pieces)


def test_a_contradiction_too_unsure_for_a_dispute_is_told_with_its_claim(comparison):
    claims = tuple(
        msgspec.structs.replace(claim, standing="agreed" if claim.id == "c1" else claim.standing)
        for claim in comparison.claims
    )
    view = build_view(msgspec.structs.replace(comparison, claims=claims))
    (row,) = [row for row in view.agreed if row.id == "c1"]
    assert row.doubts == ("Coast Courier gives at least 12 dead, Inland Tribune gives fourteen.",)
    told = "Perhaps a contradiction, too unsure to call it disputed: Coast Courier gives"
    assert told in render_markdown(msgspec.structs.replace(comparison, claims=claims))
    assert told in render_html(msgspec.structs.replace(comparison, claims=claims))
    assert all(not row.doubts for row in build_view(comparison).disputed)


def test_a_paraphrase_is_not_cut_at_an_initial_or_a_title():
    text = (
        "Ann Lee of the port of Tamsin warned on Friday that the ban would hit not only fishers "
        "but U.S. ports, too. Bo Ek said that Rep. Paul G. Moss would pay for it."
    )
    tamsin = report(text)
    statement = StoryStatement(
        id="s1",
        report="r",
        manner="indirect",
        act="speech",
        content=(Span(text.index("the ban"), text.index(" ports, too")),),
        confidence=0.9,
        cue=Span(text.index("warned"), text.index("warned") + 6),
    )
    (shown,) = content_words(tamsin, statement, limit=400)
    assert shown.text.endswith("but U.S. ports, too.")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Senators of both parties struck back on Friday, taking his offices from him, after "
            "| Lee accused them | of treason.",
            "Lee accused them of treason.",
        ),
        (
            "| Lee told a judge | that Ek had checked in to the clinic, but Ek left it soon.",
            "Lee told a judge that Ek had checked in to the clinic",
        ),
        (
            "After the first sentences in the trial of the harbour pilots, | Lee said | it was "
            "just.",
            "After the first sentences in the trial of the harbour pilots, Lee said it was just.",
        ),
    ],
)
def test_of_a_sentence_with_two_subjects_only_the_speakers_clause_is_shown(text, shown):
    before, source, after = text.split("| ")
    plain = before + source + after
    content = plain.index(after)
    end = plain.index(", but") if ", but" in plain else len(plain) - 1
    name = plain.index("Lee")
    statement = StoryStatement(
        id="s1",
        report="r",
        manner="indirect",
        act="speech",
        content=(Span(content, end),),
        confidence=0.9,
        source=Span(name, name + 3),
        cue=Span(name + 4, content - 1),
    )
    (words,) = content_words(report(plain), statement, limit=400)
    assert words.text == shown


def test_what_stands_in_reports_of_another_story_is_not_left_out():
    nine = example.many(9)
    other = msgspec.structs.replace(nine.reports[0], id="other", outlet="Other")
    covers = {claim: {**covers, "other": "absent"} for claim, covers in nine.coverage.items()}
    ten = msgspec.structs.replace(nine, reports=(*nine.reports, other), coverage=covers)
    assert {group.source.report for group in build_view(ten).left_out} == {
        report.id for report in nine.reports
    }


def test_reports_stand_in_the_order_of_time_whatever_the_order_they_came_in():
    comparison = example.comparison()
    turned = msgspec.structs.replace(comparison, reports=comparison.reports[::-1])
    sources = build_view(turned).sources
    assert sources == build_view(comparison).sources
    published = {report.id: report.published for report in comparison.reports}
    times = [published[source.report] for source in sources if published[source.report]]
    assert times == sorted(times)
    assert [source.key for source in sources] == [chr(ord("A") + n) for n in range(len(sources))]


def test_the_order_of_time_heeds_the_zones_of_the_times():
    comparison = example.comparison()
    first, second, *_ = comparison.reports
    times = {first.id: "2024-03-05T01:00:00+09:00", second.id: "2024-03-04T17:00:00Z"}
    reports = tuple(
        msgspec.structs.replace(one, published=times.get(one.id)) for one in comparison.reports
    )
    sources = build_view(msgspec.structs.replace(comparison, reports=reports)).sources
    assert [source.report for source in sources[:2]] == [first.id, second.id]


def apart(comparison, *differences):
    """The comparison with these differences beside its own."""
    return msgspec.structs.replace(comparison, differences=(*comparison.differences, *differences))


def of_ferry(identity, report, kind="label", **fields):
    """A difference of `report`, which says "ferry", with the Tribune, which says "Aldina"."""
    sides = [example.side(report, "ferry"), example.side("tribune", "Aldina")]
    return example.difference(identity, kind, "c2", sides, f"{report}: ferry.", **fields)


def test_a_difference_of_the_same_words_in_other_reports_is_one_row(comparison):
    twice = apart(comparison, of_ferry("d8", "courier"), of_ferry("d9", "post"))
    rows = [row for group in build_view(twice).differences for row in group.rows]
    (row,) = [row for row in rows if row.sides[0].words.text == "ferry"]
    assert row.times == 2
    assert [(side.source.name, side.words.text) for side in row.sides] == [
        ("Coast Courier", "ferry"),
        ("Inland Tribune", "Aldina"),
        ("Vale Post", "ferry"),
    ]


def test_a_doubt_of_the_same_words_in_other_reports_is_told_once(comparison):
    fields = {"kind": "number", "subtype": "conflict"}
    twice = apart(comparison, of_ferry("d8", "courier", **fields), of_ferry("d9", "post", **fields))
    (row,) = [row for row in build_view(twice).agreed if row.id == "c2"]
    assert row.doubts == ("courier: ferry.",)


def test_a_speaker_of_one_name_stands_once(comparison):
    brandt = next(actor for actor in comparison.actors if actor.id == "brandt")
    twice = msgspec.structs.replace(
        comparison,
        actors=(*comparison.actors, msgspec.structs.replace(brandt, id="mayor")),
        statements=tuple(
            msgspec.structs.replace(one, speaker="mayor") if one.id == "s4" else one
            for one in comparison.statements
        ),
    )
    assert build_view(twice).speakers == build_view(comparison).speakers


def test_the_same_words_of_two_reports_stand_once_under_a_date(comparison):
    (row,) = [row for row in build_view(comparison).timeline if row.when == "4 Mar 2024"]
    (cut,) = row.cuts
    assert {source.report for source in cut.sources} == {"courier", "post"}


def test_credit_is_not_told_to_differ_where_it_is_open_whether_both_say_the_same(comparison):
    def credited_otherwise(found):
        groups = build_view(found).differences
        return [row for group in groups for row in group.rows if row.type == "attribution"]

    assert credited_otherwise(comparison)
    claims = {one.claim for one in comparison.differences if one.type == "attribution"}
    open_ones = tuple(
        msgspec.structs.replace(one, open=one.id in claims) for one in comparison.claims
    )
    assert not credited_otherwise(msgspec.structs.replace(comparison, claims=open_ones))

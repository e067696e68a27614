"""People's judgements in a library: kept apart, obeyed whatever comes later, and taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from rashomon.comparing.judging import judge_claims, judge_speaker
from rashomon.errors import RashomonError
from rashomon.intake import report_from_text
from rashomon.judgement import Judged, Judgement
from rashomon.library import (
    Wanted,
    add,
    comparison_of,
    judge,
    judgements,
    list_stories,
    merge_stories,
    open_library,
    search,
    split_story,
    undo,
)
from rashomon.library.tables import judged
from rashomon.reading import read

NOW = datetime(2016, 12, 12, 9, tzinfo=UTC)
DAM = "The dam of Tamsin broke on Sunday. "
SAID = 'The dam of Tamsin broke. "The harbour stays closed to ships," said Jane Doe, the mayor. '


def put(library, **texts):
    found = [
        report_from_text(text, id=name, outlet=name, title="Dam of Tamsin breaks",
                         published="2016-12-11", url=f"https://{name}.example/a")
        for name, text in texts.items()
    ]  # fmt: skip
    return list(add(library, map(read, found), now=NOW))


def put_vote(library, now=NOW):
    vote = report_from_text("The council of Berrow voted on its budget.", id="Vote",
                            title="Berrow votes", published=f"{now:%Y-%m-%d}")  # fmt: skip
    return list(add(library, [read(vote)], now=now))


def members(library):
    return sorted(sorted(r.id for r in story.reports) for story in list_stories(library))


def story_of(library, report):
    return next(s.id for s in list_stories(library) if report in {r.id for r in s.reports})


def compared(library, report="Herald"):
    return comparison_of(library, story_of(library, report), read=lambda found: map(read, found))


def reports_with(comparison, words):
    claim = next(c for c in comparison.claims if words in c.gist)
    return sorted({passage.report for passage in claim.passages})


def speakers(comparison):
    names = {actor.id: actor.name for actor in comparison.actors}
    return {names.get(s.speaker) for s in comparison.statements}


TWO = {
    "Herald": DAM + "Schools in Berrow stay shut.",
    "Post": SAID + "Pupils were given a long weekend everywhere.",
}


def joined(library):
    """Puts two reports in and says that two of their claims are one."""
    put(library, **TWO)
    found = compared(library)
    one, other = (next(c.id for c in found.claims if w in c.gist) for w in ("Schools", "Pupils"))
    return judge(library, judge_claims(found, one, other, same=True, by="Ann"), now=NOW)


def test_a_judgement_is_kept_with_who_and_when_and_the_machines_finding_stays(library):
    kept = joined(library)
    assert (kept.said, kept.by, kept.at) == ("same", "Ann", "2016-12-12T09:00:00Z")
    assert judgements(library) == [kept]
    found = compared(library)
    assert found.judgements == (kept,)
    assert reports_with(found, "Schools") == ["Herald", "Post"]


def test_what_was_taken_back_is_kept_and_obeyed_no_more(library):
    kept = joined(library)
    back = undo(library, kept.id, by="Bob", now=NOW)
    assert (back.undone_by, back.undone_at) == ("Bob", "2016-12-12T09:00:00Z")
    assert judgements(library) == [back]
    assert compared(library).judgements == ()
    assert reports_with(compared(library), "Schools") == ["Herald"]
    for identity in (kept.id, 99):
        with pytest.raises(RashomonError, match="R509"):
            undo(library, identity, by="Bob")


def test_a_judgement_outlives_new_versions_new_reports_and_new_models(library, monkeypatch):
    joined(library)
    put(library, Herald="It rained all night. " + TWO["Herald"], Gazette=DAM + "It rained.")
    for room in ("findings", "stories"):
        monkeypatch.setattr(f"rashomon.library.{room}.models_fingerprint", lambda: "other")
    found = compared(library)
    assert len(found.reports) == 3
    assert reports_with(found, "Schools") == ["Herald", "Post"]


def test_a_corrected_speaker_is_shown_and_found(library):
    put(library, **TWO)
    found = compared(library)
    (statement,) = (s.id for s in found.statements)
    kept = judge(
        library, judge_speaker(found, statement, right=False, instead="John Roe", by="Ann")
    )
    assert speakers(compared(library)) == {"John Roe"}
    assert search(library, Wanted(words="harbour", speaker="roe"))
    assert not search(library, Wanted(words="harbour", speaker="doe"))
    put(library, Post=TWO["Post"] + " It rained.")  # a version in which the words still stand
    assert search(library, Wanted(words="harbour", speaker="roe"))
    undo(library, kept.id, by="Ann")
    assert search(library, Wanted(words="harbour", speaker="doe"))
    assert speakers(compared(library)) == {"Jane Doe"}


def test_stories_that_a_person_merges_stay_one_whatever_comes(library):
    put(library, **TWO)
    put_vote(library)
    assert members(library) == [["Herald", "Post"], ["Vote"]]
    dam, vote = (story_of(library, name) for name in ("Herald", "Vote"))
    kept = judge(library, merge_stories(library, dam, vote, by="Ann"))
    assert members(library) == [["Herald", "Post", "Vote"]]
    put(library, Gazette=DAM + "It rained.")
    assert members(library) == [["Gazette", "Herald", "Post", "Vote"]]
    undo(library, kept.id, by="Ann")
    assert members(library) == [["Gazette", "Herald", "Post"], ["Vote"]]


def test_stories_of_different_years_that_a_person_merges_stay_one(library):
    put_vote(library, now=NOW - timedelta(days=700))
    put(library, **TWO)
    vote, dam = (story_of(library, name) for name in ("Vote", "Herald"))
    judge(library, merge_stories(library, vote, dam, by="Ann"))
    put(library, Gazette=DAM + "It rained.")  # the vote is too old to be held meanwhile
    assert members(library) == [["Gazette", "Herald", "Post", "Vote"]]


def test_a_report_that_a_person_takes_out_of_a_story_stays_out(library):
    put(library, **TWO, Echo=DAM + "It snowed.")
    kept = judge(library, split_story(library, story_of(library, "Echo"), ["Echo"], by="Ann"))
    assert members(library) == [["Echo"], ["Herald", "Post"]]
    put(library, Echo=DAM + "It snowed again.")
    assert members(library) == [["Echo"], ["Herald", "Post"]]
    (log,) = [c for c in list_changes(library) if c.kind == "split"]
    assert log.why == f"Ann said so (judgement {kept.id})"
    undo(library, kept.id, by="Ann")
    assert members(library) == [["Echo", "Herald", "Post"]]


def list_changes(library):
    from rashomon.library.tables import changes

    with library.reading() as connection:
        return connection.execute(select(changes)).all()


def test_a_session_that_adds_obeys_what_is_judged_meanwhile(place):
    with open_library(place) as one, open_library(place) as other:
        texts = {**TWO, "Echo": DAM + "It snowed.", "Gazette": DAM + "It rained."}
        found = [
            read(report_from_text(t, id=n, title="Dam of Tamsin breaks", published="2016-12-11"))
            for n, t in texts.items()
        ]
        arriving = add(one, found, now=NOW)
        for _ in range(3):
            next(arriving)
        judge(other, split_story(other, story_of(other, "Echo"), ["Echo"], by="Ann"))
        next(arriving)
        assert ["Echo"] in members(one) or ["Echo", "Gazette"] in members(one)
        assert not any({"Echo", "Herald"} <= set(story) for story in members(one))


def test_what_can_not_be_judged_is_told_and_nothing_is_kept(library):
    put(library, **TWO)
    story = story_of(library, "Herald")
    with pytest.raises(RashomonError, match="R505"):
        merge_stories(library, story, "s0", by="Ann")
    for reports in ([], ["Vote"], ["Herald", "Post"]):
        with pytest.raises(RashomonError, match="R508"):
            split_story(library, story, reports, by="Ann")
    strange = Judgement(said="merge", by="Ann", one=(Judged(report="x"),))
    for judgement in (strange, replace(strange, by=" "), replace(strange, instead="a\0")):
        with pytest.raises(RashomonError, match="R508"):
            judge(library, judgement)
    assert judgements(library, story=story) == []
    with library.reading() as connection:
        assert connection.execute(select(func.count()).select_from(judged)).scalar_one() == 0

"""When things are due, whatever happened: pure functions of time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rashomon.errors import IntakeError
from rashomon.intake.fetching import RefusalError, Validators
from rashomon.watching.deciding import Turn, after_article_failure, after_text, due, validators_of
from rashomon.watching.schedule import LONGEST, LOOKS, Pace, after_failure, next_look, next_turn
from rashomon.watching.state import ArticleState, FeedState, set_right

NOW = datetime(2024, 5, 6, 9, tzinfo=UTC)
PACE = Pace(every=900)
ERRORS = [
    IntakeError("R153", "can't be reached"),
    IntakeError("R130", "broken"),
    IntakeError("R161", "forbidden"),
    RefusalError("R158", "gone", status=404),
    RefusalError("R158", "oops", status=500),
    RefusalError("R160", "busy", wait=10.0**9),
]
seconds = st.floats(1, 10**6)
jitters = st.floats(0, 1)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


def feed(name="https://herald.example/feed", **known):
    return FeedState(**{"address": name, "asked": name, "next": NOW, **known})


def article(path, **known):
    return ArticleState(**{"key": f"//herald.example/{path}", "feed": "f", "said": "", "next": NOW,
                           "address": f"https://herald.example/{path}", "changed": NOW,
                           **known})  # fmt: skip


@given(moments, seconds, jitters)
def test_the_next_turn_is_never_sooner_and_a_tenth_later_at_most(now, every, jitter):
    wait = (next_turn(now, Pace(every=every), jitter) - now).total_seconds()
    assert every - 0.001 <= wait <= 1.1 * every + 0.001


@given(moments, seconds, jitters, st.integers(1, 10**6), st.sampled_from(ERRORS))
def test_no_failure_puts_off_for_ever_or_is_tried_at_once(now, every, jitter, times, error):
    again = after_failure(now, Pace(every=every), error, times=times, jitter=jitter)
    wait = (again - now).total_seconds()
    assert min(60, every) - 0.001 <= wait <= 1.1 * max(LONGEST, every) + 0.001


@given(st.sampled_from(ERRORS), jitters)
def test_each_further_failure_waits_as_long_or_longer(error, jitter):
    waits = [after_failure(NOW, PACE, error, times=n, jitter=jitter) for n in range(1, 30)]
    assert waits == sorted(waits)


@given(st.floats(0, 10**7))
def test_looks_are_ahead_until_there_are_no_more(age):
    now = NOW + timedelta(seconds=age)
    again = next_look(NOW, now, PACE, 0.0)
    if age >= LOOKS[-1] * 900:
        assert again is None
    else:
        assert again is not None
        assert again > now


@given(moments, moments, st.floats(0, 10**6))
def test_a_clock_set_back_moves_what_was_to_come(looked, now, ahead):
    state = feed(looked=looked, next=looked + timedelta(seconds=ahead))
    right = set_right(state, now)
    assert right.looked <= max(now, looked)
    assert (right.next - right.looked) == (state.next - state.looked)
    if looked <= now:
        assert right == state
    else:
        assert right.looked == now


def test_one_page_of_a_host_is_asked_for_at_a_time_the_longest_due_first():
    other = feed("https://post.example/feed")
    late = article("late", next=NOW - timedelta(hours=1))
    waiting = [feed(), article("a"), late, other, article("b", next=NOW + timedelta(seconds=1))]
    assert due(waiting, NOW, asked=(), held={}) == [late, other]
    assert due(waiting, NOW, asked=["herald.example"], held={}) == [other]
    assert due(waiting, NOW, asked=(), held={"post.example": NOW}) == [late, other]
    later = NOW + timedelta(seconds=1)
    assert due(waiting, NOW, asked=(), held={"herald.example": later}) == [other]


def test_an_article_that_was_never_had_is_asked_for_longer_than_one_that_was():
    unreached = ERRORS[0]
    old = NOW - timedelta(days=10)
    turn = Turn(now=NOW, pace=PACE, jitter=0.0)
    never = after_article_failure(article("a", changed=old), unreached, turn)
    had = after_article_failure(article("a", changed=old, report="r"), unreached, turn)
    assert never.next == NOW + timedelta(seconds=60)
    assert had.next is None


def test_an_article_that_changed_is_looked_at_often_again():
    old = article("a", changed=NOW - timedelta(days=2), report="r", sha256="one")
    turn = Turn(now=NOW, pace=PACE, jitter=0.0)
    same = after_text(old, turn, report="r", sha256="one")
    changed = after_text(old, turn, report="r", sha256="two")
    assert same.next == NOW + timedelta(days=1)
    assert changed.next == NOW + timedelta(minutes=15)


@pytest.mark.parametrize(("hours", "believed"), [(1, True), (23, True), (24, False), (70, False)])
def test_marks_are_believed_for_a_day(hours, believed):
    marks = Validators(etag='"a"')
    then = NOW - timedelta(hours=hours)
    for state in (feed(fetched=then), article("a", changed=then)):
        asked = validators_of(replace(state, validators=marks), NOW, PACE)
        assert asked == (marks if believed else Validators())

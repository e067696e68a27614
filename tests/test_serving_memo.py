"""What was read a moment ago is read again only when the library has changed."""

from rashomon.serving.memo import Memo


def test_a_thing_is_made_again_when_the_library_changes_or_time_passes():
    now = 0.0
    made = []
    memo = Memo(most=2, seconds=5.0, clock=lambda: now)

    def get(key, change):
        return memo.get(key, change, lambda: made.append(key) or len(made))

    assert [get("a", 1), get("a", 1), get("a", 2)] == [1, 1, 2]
    now = 6.0
    assert get("a", 2) == 3
    get("b", 2)
    get("c", 2)
    assert get("a", 2) == 6

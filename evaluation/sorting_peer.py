"""Plain TF-IDF in order of time: the peer that sorting is held against.

Headline twice, mean cosine to the members of a story, a fixed threshold (Allan et al. 1998);
weights are scikit-learn's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer

THRESHOLD = 0.15


def sort_plainly(rows: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Gives stories: each report joins the one whose members are nearest on average, or opens one.

    Words are weighed over all the reports at once, which no sorting of live news can do. Reports
    without a date come last, in the order given.
    """
    arriving = sorted(rows, key=lambda row: row["published"] or "9999")
    weighed = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(
        f"{row['title']}\n{row['title']}\n{row['text']}" for row in arriving
    )
    like = (weighed @ weighed.T).toarray()
    stories: list[list[int]] = []
    for place in range(len(arriving)):
        near = [(float(like[place, members].mean()), members) for members in stories]
        score, members = max(near, key=lambda item: item[0], default=(0.0, []))
        if score < THRESHOLD:
            members = []
            stories.append(members)
        members.append(place)
    return [tuple(arriving[place]["id"] for place in members) for members in stories]

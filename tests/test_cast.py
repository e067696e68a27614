"""Who is who over all reports of a story."""

import pytest
from hand_made import cast_of, reading_of, report_of


def names_over(*told):
    """The names of a story's people, where each report names one of them."""
    return [
        actor.name
        for actor in cast_of(
            *(
                reading_of(report_of(f"r{n}", f"{name} spoke."), actors={name: "person"})
                for n, name in enumerate(told)
            )
        ).actors
    ]


@pytest.mark.parametrize("full", ["Mark Holm", "Mr. Holm"])
def test_mrs_holm_is_not_the_man_of_her_surname(full):
    assert sorted(names_over("Mrs. Holm", full)) == sorted(["Mrs. Holm", full])


@pytest.mark.parametrize("full", ["Karin Holm", "Robin Holm"])
def test_mrs_holm_is_who_has_her_surname_otherwise(full):
    assert names_over("Mrs. Holm", full) == [full]

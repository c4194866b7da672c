"""Of a long list of what is missing the first four are named, and how many more there are; files of merged families stand in the way too."""

import pytest

from ligzda.cases import objections
from ligzda.people.models import Family
from tests.cast import Cast, make_family, make_family_case, make_project


@pytest.mark.parametrize(("count", "said"), [(0, ""), (1, "A"), (4, "A, B, C, D"), (5, "A, B, C, D (+1)"), (7, "A, B, C, D (+3)")])
def test_four_are_named_and_the_others_counted(count: int, said: str) -> None:
    assert objections._few(list("ABCDEFG")[:count]) == said


def test_two_families_in_one_programme_whose_files_stand_on_merged_records(cast: Cast) -> None:
    """The record that is asked about was merged into another: the file of that one counts, and of none beside them."""
    by, third = cast.actor("coordinator"), make_family_case(cast.site, cast.project)
    make_family_case(cast.site, cast.project)  # a third family of the programme, which nobody merges
    double = make_family("Vītoliņi", root=cast.family)
    for pair in ((double, third.family), (third.family, double)):
        said = str(objections.two_open_episodes(*pair, by))
        assert cast.case.number in said and third.number in said
    assert objections.two_open_episodes(double, make_family("Cita"), by) is None
    elsewhere = make_family_case(cast.site, make_project("Cita", sites=(cast.site,)))
    assert objections.two_open_episodes(double, elsewhere.family, by) is None
    Family.objects.filter(pk=double.pk).update(root=None)
    assert objections.two_open_episodes(Family.objects.get(pk=double.pk), third.family, by) is None

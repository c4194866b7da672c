"""Figures of children's care know nothing outside the family's stay in the programme."""

import datetime as dt

from ligzda.care.models import CareStatus
from ligzda.cases.models import Episode
from tests.care.world import make_child
from tests.cases.test_cut_off import value
from tests.cases.world import World

D = dt.date


def test_a_childs_earlier_life_is_no_result_of_the_programme(world: World) -> None:
    Episode.objects.filter(case=world.cast.case).update(admitted_date=D(2026, 1, 12))
    child = make_child(world.cast.case, born=D(2015, 1, 1))
    for kind, day in (("removed", D(2019, 2, 1)), ("returned", D(2019, 9, 1))):
        CareStatus.objects.create(
            person=child, case=world.cast.case, kind=kind, from_date=day, until_date=day + dt.timedelta(days=9), deciding_body="Bāriņtiesa"
        )
    on = D(2026, 6, 30)
    assert [value(world, code, on, since=D(2013, 1, 1)) for code in ("children_removed", "children_returned")] == [0, 0]
    CareStatus.objects.create(person=child, case=world.cast.case, kind="removed", from_date=D(2026, 1, 12), deciding_body="Bāriņtiesa")
    assert value(world, "children_removed", on) == 1


def test_a_separation_on_the_day_of_leaving_belongs_to_the_stay_that_it_ended(world: World) -> None:
    Episode.objects.filter(case=world.cast.case).update(
        admitted_date=D(2026, 1, 12), closed_date=D(2026, 3, 2), exit_type="placed_out", state="closed"
    )
    child = make_child(world.cast.case, born=D(2015, 1, 1))
    CareStatus.objects.create(person=child, case=world.cast.case, kind="removed", from_date=D(2026, 3, 2), until_date=D(2026, 3, 3))
    CareStatus.objects.create(person=child, case=world.cast.case, kind="foster", from_date=D(2026, 3, 3))
    assert value(world, "children_removed", D(2026, 6, 30)) == 1

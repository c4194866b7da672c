"""The list of families is found by members, by headings, and for everybody in two families by both."""

from ligzda.cases.queries.families import families_list
from ligzda.people.actions.families import add_member
from ligzda.people.naming import index_names
from tests.cases.world import World
from tests.cast import make_family, make_family_case, make_person


def found(world: World, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.name, row.found) for row in families_list(world.coordinator, text)[0:25]]


def test_somebody_in_two_families_is_found_in_both(world: World) -> None:
    child = make_person("Emīls", "Ziediņš")
    here, there = (make_family(name, members=(make_person("Zenta", name),)) for name in ("Ziediņu ģimene", "Kociņu ģimene"))
    for family in (here, there):
        make_family_case(world.cast.site, world.cast.project, family=family)
        add_member(family, by=world.coordinator, person=child, role="child", lives_here=family == here)
    index_names([child])
    assert sorted(found(world, "emils")) == [("Kociņu ģimene", ("Emīls Ziediņš",)), ("Ziediņu ģimene", ("Emīls Ziediņš",))]


def test_a_family_is_found_by_its_heading_in_any_script(world: World) -> None:
    make_family_case(world.cast.site, world.cast.project, family=make_family("Семья Ивановых"))
    assert found(world, "иванов") == [("Семья Ивановых", ())]
    assert found(world, "ивановых семья") == [("Семья Ивановых", ())]
    assert found(world, "%%") == found(world, "__") == []

"""The drawing alone, from plain values: nobody overlaps, everybody stands once, and each sign means one thing."""

import re
from dataclasses import replace
from itertools import combinations, pairwise
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from ligzda.people.genogram.drawing import Drawing, draw
from ligzda.people.genogram.generations import generations
from ligzda.people.genogram.household_outlines import outline
from ligzda.people.genogram.line_styles import Spot
from ligzda.people.genogram.values import Home, Link, Scene, Somebody, Tie, only
from ligzda.people.genogram.values import with_unknown as _with_unknown

KINDS = (
    "parent",
    "parent",
    "parent",
    "adoptive_parent",
    "foster_parent",
    "guardian",
    "grandparent",
    "partner",
    "spouse",
    "sibling",
    "other",
)
TIES = ("close", "ordinary", "weak", "conflict", "broken")
BUDGET = 30 * 1024


def with_unknown(scene: Scene) -> Scene:
    return _with_unknown(scene, {one.key for one in scene.people}, "nav zināms")


@st.composite
def scenes(draws: st.DrawFn, most: int = 40) -> Scene:
    """Any family, also such as nobody has: the drawing must stay readable, whatever was recorded."""
    count = draws(st.integers(1, most))
    sexes = draws(st.lists(st.sampled_from(("male", "female", "other", "unknown")), min_size=count, max_size=count))
    people = tuple(
        Somebody(
            f"p{n}",
            f"Vārds{n}",
            "Ļoti-Garais Uzvārdiņš",
            sex,
            "34 gadi",
            n % 7 == 0,
            "34",
            "dz. 1990",
            f"2010-01-{n % 9 + 1:02}",
            n % 5 == 0,
        )
        for n, sex in enumerate(sexes)
    )
    pair = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda two: two[0] < two[1])
    found = draws(st.lists(st.tuples(pair, st.sampled_from(KINDS), st.booleans()), max_size=count * 2)) if count > 1 else []
    ties = tuple(Tie(f"p{a}", f"p{b}", kind, ended, "līdz 2020." if ended else "", int(ended)) for (a, b), kind, ended in found)
    felt = st.tuples(pair, st.sampled_from(("close", "ordinary", "weak", "conflict", "broken")), st.booleans())
    between = draws(st.lists(felt, max_size=count // 2)) if count > 1 else []
    links = tuple(Link(f"p{a}", kind, f"p{b}", is_ended=ended) for (a, b), kind, ended in between)
    homes = draws(st.lists(st.sets(st.integers(0, count - 1), min_size=1), max_size=4))
    return with_unknown(Scene(people, ties, tuple(Home("Mājas", tuple(f"p{n}" for n in sorted(one))) for one in homes), links))


@settings(max_examples=60, deadline=None)
@given(scenes())
def test_nobody_overlaps_and_everybody_stands_once(scene: Scene) -> None:
    drawing = draw(scene)
    assert set(drawing.boxes) == {one.key for one in scene.people}
    for (left, top, right, bottom), (a, b, c, d) in combinations(drawing.boxes.values(), 2):
        assert right <= a or c <= left or bottom <= b or d <= top
    assert all(left >= 0 and right <= drawing.width and bottom <= drawing.height for left, _top, right, bottom in drawing.boxes.values())
    assert drawing.svg.count("Vārds") == len([one for one in scene.people if one.first != "?"])
    assert draw(scene).svg == drawing.svg
    ElementTree.fromstring(drawing.svg)


@st.composite
def families(draws: st.DrawFn, most: int = 60) -> Scene:
    """Generations as there are: several partners, half-siblings, cousins who marry, foster parents and guardians, people without any tie."""
    people: list[Somebody] = []
    ties: list[Tie] = []

    def somebody(day: int = 0) -> str:
        sex = draws(st.sampled_from(("male", "female", "unknown")))
        people.append(
            Somebody(f"p{len(people)}", f"Vārds{len(people)}", "Uzvārds", sex, "", False, "34", "dz. 1990", f"2010-01-{day + 1:02}")
        )
        return people[-1].key

    row = [somebody() for _n in range(draws(st.integers(1, 3)))]
    for _generation in range(draws(st.integers(1, 5))):
        below: list[str] = []
        for parent in row:
            for _partner in range(draws(st.integers(0, 2))):
                if len(people) > most - 5:
                    break
                mate = draws(st.sampled_from(row)) if draws(st.integers(0, 4)) == 0 else somebody()
                kind = draws(st.sampled_from(("partner", "spouse", "")))
                ties += [Tie(parent, mate, kind, draws(st.booleans()), "līdz 2020.", 1)] if kind and mate != parent else []
                children = [somebody(draws(st.integers(0, 8))) for _n in range(draws(st.integers(0, 3)))]
                both = draws(st.booleans()) and mate != parent
                ties += [Tie(one, child, "parent") for child in children for one in ([parent, mate] if both else [parent])]
                below += children
        for child in below:
            if draws(st.integers(0, 5)) == 0:
                kind = draws(st.sampled_from(("foster_parent", "guardian", "adoptive_parent", "grandparent", "other", "sibling")))
                other = draws(st.sampled_from([one.key for one in people if one.key != child]))
                ties.append(Tie(other, child, kind, draws(st.booleans()), "līdz 2021."))
        row = below or row
    keys = st.sampled_from([one.key for one in people])
    felt = draws(st.lists(st.tuples(keys, keys, st.sampled_from(("close", "weak", "conflict", "broken"))), max_size=12))
    homes = draws(st.lists(st.sets(keys, min_size=1), max_size=4))
    links = tuple(Link(a, kind, b, flow="both") for a, b, kind in felt if a != b)
    return with_unknown(Scene(tuple(people), tuple(ties), tuple(Home("Mājas", tuple(sorted(one))) for one in homes), links))


@settings(max_examples=80, deadline=None)
@given(scenes(60) | families())
def test_no_line_goes_through_anybody_it_does_not_belong_to(scene: Scene) -> None:
    drawing = draw(scene)
    assert all(
        tie_is_drawn(drawing, tie.first, tie.second) for tie in (*scene.ties, *(Tie(link.whose, link.other, "") for link in scene.links))
    )
    for line in drawing.lines:
        for first, second in pairwise(line.spots):
            passed = {key for key, box in drawing.boxes.items() if goes_through(first, second, box)}
            assert passed <= line.ends


def tie_is_drawn(drawing: Drawing, first: str, second: str) -> bool:
    return any({first, second} <= line.ends for line in drawing.lines)


def goes_through(first: Spot, second: Spot, box: tuple[int, int, int, int]) -> bool:
    """Whether a piece of a line comes nearer to a box than a zigzag is wide. Slanting ones are short: their frame is asked."""
    left, right = sorted((first[0], second[0]))
    top, bottom = sorted((first[1], second[1]))
    return left < box[2] + 5 and right > box[0] - 5 and top < box[3] and bottom > box[1]


@settings(max_examples=40, deadline=None)
@given(scenes())
def test_a_parent_stands_above_every_child(scene: Scene) -> None:
    row = generations(scene.people, scene.ties)
    assert all(row[tie.first] < row[tie.second] for tie in scene.ties if tie.kind == "parent")


def four_generations() -> Scene:
    """Forty people: a couple, its children with partners, and so on."""
    people, ties, row = [Somebody("a0", "Sākums", "Vītoliņš", "male")], [], ["a0"]
    while len(people) < 40:
        below = []
        for parent in row:
            mate = Somebody(f"m{parent}", "Sieva", "Vītoliņa", "female", "34 gadi")
            people.append(mate)
            ties.append(Tie(parent, mate.key, "spouse"))
            for n in range(2 + len(row) % 2):
                child = Somebody(f"{parent}{n}", "Aleksandrs Kristofers", "Vītoliņš-Zariņš", "male", "34 gadi")
                people.append(child)
                below.append(child.key)
                ties += [Tie(parent, child.key, "parent"), Tie(mate.key, child.key, "parent")]
        row = below
    return Scene(tuple(people[:40]), tuple(tie for tie in ties if {tie.first, tie.second} <= {one.key for one in people[:40]}))


def test_forty_people_fit_into_the_budget() -> None:
    scene = with_unknown(four_generations())
    keys = [one.key for one in scene.people]
    words = dict.fromkeys(
        ("male", "female", "?", "age", "spouse", "parent", "household", *TIES, "flow", "ended"), "kas ar šo zīmi ir teikts"
    )
    links = tuple(Link(keys[n], TIES[n % 5], keys[39 - n], flow="both", is_ended=n % 2 == 0, word="līdz 2020.") for n in range(10))
    around = tuple(
        Link(keys[n], TIES[n % 5], around="Pirmsskolas izglītības iestāde", words="Kristofers · tuva · dod spēku") for n in range(10)
    )
    homes = tuple(Home(f"Vītoliņu ģimene {n}", tuple(keys[n * 5 : n * 5 + 5])) for n in range(4))
    scene = replace(scene, words=words, links=links + around, homes=homes)
    assert len(draw(scene).svg.encode()) <= BUDGET


def a_family() -> Scene:
    people = (
        Somebody("m", "Agnese", "Vītoliņa", "female"),
        Somebody("f", "Jānis", "Zariņš", "male", is_dead=True),
        Somebody("k", "Kristers", "Zariņš", "other"),
        Somebody("c", "Velta", "Kalna", "female"),
    )
    return Scene(people, (Tie("m", "f", "spouse", True, "šķirti, 2022", 2), Tie("m", "k", "parent"), Tie("f", "k", "parent")))


def test_square_circle_and_diamond_say_the_sex_and_a_cross_a_death() -> None:
    svg = draw(a_family()).svg
    symbols = svg[svg.index('stroke-width="2"') :]
    assert (symbols.count("<circle"), symbols.count("<rect"), len(re.findall(r'<path d="[^"]*Z"', symbols))) == (2, 1, 1)
    assert len(re.findall(r'<path d="M[^"ZL]*L[^"ZM]*M[^"Z]*"/>', symbols)) == 1


def test_children_hang_on_solid_dotted_and_dashed_lines() -> None:
    scene = a_family()
    plain = draw(scene).svg
    foster = draw(Scene(scene.people, (*scene.ties, Tie("c", "k", "foster_parent")))).svg
    adopted = draw(Scene(scene.people, (*scene.ties, Tie("c", "k", "adoptive_parent")))).svg
    assert 'stroke-dasharray="1 5"' in foster and 'stroke-dasharray="1 5"' not in plain
    assert 'stroke-dasharray="7 4"' in adopted and 'stroke-dasharray="7 4"' not in plain


def test_an_ended_couple_has_its_slashes_its_word_and_no_colour_alone() -> None:
    scene = a_family()
    slashes = [
        len(re.findall(r"M\d+ \d+L\d+ \d+", draw(Scene(scene.people, (Tie("m", "f", "spouse", True, "x", cuts),))).svg))
        for cuts in (0, 1, 2)
    ]
    assert [n - slashes[0] for n in slashes] == [0, 1, 2]
    assert "šķirti, 2022" in draw(scene).svg


def test_beside_an_only_known_parent_stands_an_unknown_one() -> None:
    scene = a_family()
    alone = with_unknown(Scene(scene.people, (Tie("m", "k", "parent"),)))
    assert [one.first for one in alone.people].count("?") == 1
    assert ">?<" in draw(alone).svg
    assert with_unknown(scene).people == scene.people


def test_a_household_goes_round_whoever_lives_elsewhere() -> None:
    people = tuple(Somebody(key, key) for key in ("x", "y", "z"))
    drawing = draw(Scene(people, homes=(Home("Mājas", ("x", "z")),)))
    path = re.search(r'<path d="(M[^"]*)"[^>]*stroke-dasharray="8 5"', drawing.svg)
    assert path
    assert not inside(path[1], middle(drawing.boxes["y"]))
    assert inside(path[1], middle(drawing.boxes["x"])) and inside(path[1], middle(drawing.boxes["z"]))


def test_the_outline_of_two_boxes_that_touch_is_one_line() -> None:
    assert outline([(0, 0, 10, 10), (10, 0, 20, 10)]) == "M0 0H20V10H0V0Z"


def test_each_tie_has_a_line_of_its_own_kind() -> None:
    people = a_family().people
    drawn = {
        kind: draw(Scene(people, links=(Link("m", kind, around="Skola"),), family="Ģimene")).svg
        for kind in ("close", "ordinary", "weak", "conflict", "broken")
    }
    assert len(set(drawn.values())) == 5
    assert all("Skola" in svg and "Ģimene" in svg for svg in drawn.values())


def middle(box: tuple[int, int, int, int]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def inside(path: str, point: tuple[float, float]) -> bool:
    """Even-odd over the upright edges of the path."""
    x, y, crossed = 0, 0, 0
    for step, first, second in re.findall(r"([MHV])(\d+)(?: (\d+))?", path):
        before = y
        x, y = (int(first), int(second)) if step == "M" else (int(first), y) if step == "H" else (x, int(first))
        if step == "V" and x > point[0] and min(before, y) < point[1] <= max(before, y):
            crossed += 1
    return crossed % 2 == 1


def test_two_children_whose_other_parent_is_unknown_may_have_two_and_twins_have_one() -> None:
    mother = Somebody("m", "Agnese", sex="female")
    children = tuple(Somebody(key, key, born=day) for key, day in (("a", "2010-05-01"), ("b", "2012-05-01"), ("c", "2012-05-01")))
    ties = tuple(Tie("m", one.key, "parent") for one in children)
    asked = with_unknown(Scene((mother, *children), ties))
    assert len([one for one in asked.people if one.is_unknown]) == 2
    siblings = with_unknown(Scene((mother, *children), (*ties, Tie("b", "a", "sibling"))))
    assert len([one for one in siblings.people if one.is_unknown]) == 1


def test_a_parent_who_has_no_place_on_the_drawing_is_not_an_unknown_one() -> None:
    people = (Somebody("m", "Agnese"), Somebody("k", "Kristers"), Somebody("x", "Tālais"))
    ties = (Tie("m", "k", "parent"), Tie("left out", "k", "parent"), Tie("k", "x", "parent"))
    scene = _with_unknown(Scene(people, ties), {"m", "k"}, "nav zināms")
    assert [one for one in scene.people if one.is_unknown] == []
    assert {tie.first for tie in scene.ties} == {"m", "k"}


def test_twins_hang_on_one_point_and_whom_the_work_is_about_is_doubled() -> None:
    twins = tuple(Somebody(key, key, "", "male", born="2015-02-03", is_index=True) for key in ("a", "b"))
    apart = tuple(replace(one, born=f"2015-02-0{n}", is_index=False) for n, one in enumerate(twins, 1))
    ties = tuple(Tie("m", key, "parent") for key in ("a", "b"))
    words = {"twins": "dzimuši vienā dienā", "index": "šīs ģimenes bērns"}
    first, second = (draw(Scene((Somebody("m", "Māte"), *those), ties, words=words)) for those in (twins, apart))
    assert (first.signs, second.signs) == (("twins", "index"), ())
    slanting = [line for line in first.lines for a, b in pairwise(line.spots) if a[0] != b[0] and a[1] != b[1]]
    assert len(slanting) == 2


def test_the_legend_explains_what_is_drawn_and_nothing_else() -> None:
    words = {"spouse": "laulībā", "divorced": "laulība šķirta", "foster_parent": "bērns audžuģimenē", "conflict": "konflikts"}
    drawing = draw(replace(a_family(), words=words))
    assert drawing.signs == ("spouse", "divorced")
    assert "laulība šķirta" in drawing.svg and "audžuģimenē" not in drawing.svg


def test_another_relation_is_drawn_and_goes_round_whoever_stands_between() -> None:
    people = tuple(Somebody(key, key) for key in "abcd")
    scene = Scene(people, (*(Tie("a", key, "sibling") for key in "bc"), Tie("a", "d", "other"), Tie("a", "d", "sibling")))
    line = next(line for line in draw(scene).lines if line.ends == {"a", "d"} and len(line.spots) > 2)
    assert len(line.spots) >= 6


def test_one_household_by_itself_keeps_its_unknown_parents_and_nobody_else() -> None:
    people = (Somebody("m", "Agnese"), Somebody("f", "Jānis"), Somebody("k", "Kristers"), Somebody("e", "Elīna"))
    home = Home("Mājas", ("m", "k", "e"))
    whole = with_unknown(Scene(people, (Tie("m", "k", "parent"), Tie("f", "k", "parent"), Tie("m", "e", "parent")), (home,)))
    alone = only(whole, home)
    assert {one.key for one in alone.people} == {"m", "k", "e", "?e"}
    assert all({tie.first, tie.second} <= {one.key for one in alone.people} for tie in alone.ties)

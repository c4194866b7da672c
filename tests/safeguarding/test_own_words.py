"""Whoever typed a hidden address goes on seeing the own entry, also in any text; nobody learns from a guess, and no form saves the cover."""

import html
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ligzda.access import drafts
from ligzda.access.actor import Actor
from ligzda.access.shown import Shown, told_columns
from ligzda.cases.models import Note, Plan
from ligzda.kernel.translated import Translated
from ligzda.people.actions.families import enter_member
from ligzda.people.actions.reversals import reverse as reverse_act
from ligzda.people.actions.striking import strike_out
from ligzda.people.models import Reversal
from ligzda.safeguarding.actions import addresses
from ligzda.safeguarding.redaction import cover
from ligzda.services.actions import sessions
from ligzda.services.models import ServiceType
from tests.cases.world import World, make_world
from tests.cast import make_seat
from tests.doors.routes import routes
from tests.doors.things import kind_of, things, words_of
from tests.proofs import SOAK
from tests.safeguarding.test_covered import HIDDEN, plant, tells
from tests.safeguarding.test_leaks import places

GUESS, COVER = "Brīvības ielā 15-3", "[aizsargāta adrese]"


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


def hide(world: World) -> None:
    addresses.hide(world.cast.family.memberships.get().person, by=world.cast.actor("coordinator"), text=HIDDEN)


def at(world: World, name: str, *more: str) -> str:
    return reverse(f"cases:{name}", args=[world.cast.family.key, world.cast.case.key, *more])


def write(client: Client, world: World, who: str, text: str) -> None:
    client.force_login(world.cast.users[who])
    answer = client.post(at(world, "note"), {"text": text, "date": world.today.isoformat(), "tier": "working"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]


def page(client: Client, world: World, who: str, address: str = "") -> str:
    client.force_login(world.cast.users[who])
    return html.unescape(client.get(address or world.cast.case.get_absolute_url()).content.decode())


def lines(text: str) -> list[str]:
    return re.findall(r"Zvans\d?: [^<\n]*", text)


def test_a_guess_typed_into_a_note_stays_open_for_its_writer_and_for_nobody_else(world: World, client: Client) -> None:
    hide(world)
    write(client, world, "worker_in", f"Zvans: laikam {GUESS}, saka kaimiņi.")
    assert GUESS in page(client, world, "worker_in")
    assert GUESS in page(client, world, "coordinator")  # who may read it
    told = page(client, world, "auditor")
    assert GUESS not in told and COVER in told


def test_the_same_words_of_somebody_else_stay_covered_beside_the_own(world: World, client: Client) -> None:
    hide(world)
    for who, text in (
        ("coordinator", f"Zvans1: dzīvo {GUESS}, otrajā stāvā."),
        ("worker_in", f"Zvans2: laikam {GUESS}, saka kaimiņi."),
    ):
        write(client, world, who, text)
    said = set(lines(page(client, world, "worker_in")))
    assert said == {f"Zvans2: laikam {GUESS}, saka kaimiņi.", f"Zvans1: dzīvo {COVER}, otrajā stāvā."}


def test_a_text_repeated_word_for_word_opens_one_of_the_two(world: World, client: Client) -> None:
    """Whoever copies the wording of another text around a guess sees the own one open and the other one covered, as for any guess."""
    hide(world)
    text = f"Zvans: dzīvo {GUESS}."
    write(client, world, "coordinator", text)
    write(client, world, "worker_in", text)
    assert sorted(lines(page(client, world, "worker_in"))) == sorted([text, f"Zvans: dzīvo {COVER}."])


@pytest.mark.parametrize("is_hidden", [True, False])
def test_a_search_for_ones_own_words_answers_alike_whether_it_is_hidden_or_not(world: World, client: Client, is_hidden: bool) -> None:
    if is_hidden:
        hide(world)
    write(client, world, "worker_in", f"Zvans: laikam {GUESS}, saka kaimiņi.")
    for words in (GUESS, "brivibas 15", "kaimini"):
        told = page(client, world, "worker_in", f"{reverse('desk:search')}?q={words}")
        said = re.sub(r"</?mark[^>]*>", "", told)
        assert f"laikam {GUESS}" in said and COVER not in said, words


def test_the_search_for_a_guess_finds_the_own_text_and_no_other(world: World, client: Client) -> None:
    write(client, world, "coordinator", f"Zvans1: dzīvo {GUESS}, otrajā stāvā.")
    hide(world)
    write(client, world, "worker_in", f"Zvans2: laikam {GUESS}, saka kaimiņi.")
    said = re.sub(r"</?mark[^>]*>", "", page(client, world, "worker_in", f"{reverse('desk:search')}?q={GUESS}"))
    assert "Zvans2" in said and "Zvans1" not in said


def test_the_own_note_is_corrected_with_its_own_words_in_the_form(world: World, client: Client) -> None:
    hide(world)
    write(client, world, "worker_in", f"Zvans: laikam {GUESS}, saka kaimiņi.")
    note = Note.objects.get()
    form = page(client, world, "worker_in", at(world, "correct_note", note.key))
    assert GUESS in form and COVER not in form
    sent = {"text": f"Zvans: pavisam noteikti {GUESS}.", "reason": "Precizēju.", "version": "1"}
    assert client.post(at(world, "correct_note", note.key), sent).status_code == 302
    assert GUESS in page(client, world, "worker_in") and GUESS not in page(client, world, "auditor")


def test_words_about_somebody_struck_out_are_nobodys_to_read_and_their_writers_again_when_brought_back(
    world: World, client: Client
) -> None:
    hide(world)
    make_seat(world.cast.case.circle, world.cast.users["worker_out"], "case_worker")  # type: ignore[arg-type]
    values = {"first_name": "Kaspars", "last_name": "Ozoliņš"}
    boy = enter_member(world.cast.family, by=Actor.system("tests"), person=values, role="child").person
    client.force_login(world.cast.users["worker_in"])  # type: ignore[arg-type]
    sent = {"kind": "phone", "value": "26123456", "country": "LV", "is_safe": "on", "rule": f"Zvans: laikam {GUESS}."}
    assert client.post(reverse("people:part", args=[boy.key, "contact"]), sent).status_code == 302
    who = boy.get_absolute_url()

    def told() -> list[bool]:
        return [GUESS in page(client, world, name, who) for name in ("worker_in", "worker_out", "coordinator")]

    assert told() == [True, False, True]  # its writer, a colleague, who may read the address
    strike_out(boy, by=world.cast.actor("coordinator"), reason="mistake")
    assert told() == [False, False, False] and client.get(who).status_code == 404
    reverse_act(Reversal.objects.get(kind="strike"), by=world.cast.actor("coordinator"), reason="new_facts")
    assert told() == [True, False, True]


@pytest.mark.parametrize("words", [GUESS, "ielā 15", "15-3", "Brīv"])
def test_the_notes_of_a_file_are_not_found_by_what_is_covered_in_them(world: World, client: Client, words: str) -> None:
    hide(world)
    write(client, world, "coordinator", f"Zvans1: dzīvo {GUESS}, otrajā stāvā.")
    case = world.cast.case.get_absolute_url()
    assert not lines(page(client, world, "worker_in", f"{case}?q={words}"))
    assert lines(page(client, world, "coordinator", f"{case}?q={words}"))
    assert lines(page(client, world, "worker_in", f"{case}?q=stāvā")) == [f"Zvans1: dzīvo {COVER}, otrajā stāvā."]
    write(client, world, "worker_in", f"Zvans2: laikam {GUESS}, saka kaimiņi.")
    assert lines(page(client, world, "worker_in", f"{case}?q={words}")) == [f"Zvans2: laikam {GUESS}, saka kaimiņi."]


def test_a_text_that_is_cut_within_the_address_shows_no_piece_of_it(world: World, client: Client) -> None:
    begun = "Kopā ar meitu un abiem dēliem dzīvo netālu no skolas, "
    note = world.noted()
    Note.objects.filter(pk=note.pk).update(text=f"{begun}{GUESS}, otrajā stāvā.")
    hide(world)
    for cut in (len(begun) + 4, len(begun) + 10, len(begun) + len("Brīvības ielā 1")):
        told = Shown()
        told.tell(Note.objects.get(pk=note.pk))
        text = f"{begun}{GUESS}, otrajā stāvā."[:cut]
        shown = cover(
            world.cast.actor("worker_in"), [world.cast.circle.pk], f"<li>Note: {text}…</li><p>{text}</p><b>Brīvības svētki</b>", told
        )
        assert "Brīv" not in shown.replace("Brīvības svētki", "") and "Brīvības svētki" in shown and shown.count(begun) == 2
        for_reader = cover(world.cast.actor("coordinator"), [world.cast.circle.pk], f"<p>{text}</p>", told)
        assert for_reader == f"<p>{text}</p>"


class Forms(HTMLParser):
    """The forms of a page as a browser holds them: where each is sent, and every control with its value."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self.open: dict[str, list[str]] | None = None
        self.inside, self.text = "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        said = dict(attrs)
        name, kind, value = said.get("name"), said.get("type", "text"), said.get("value") or ""
        if tag == "form":
            self.open = {} if said.get("method", "get").lower() == "post" else None
            if self.open is not None:
                self.forms.append((said.get("action") or "", self.open))
        elif self.open is None:
            return
        elif tag == "textarea" and name:
            self.inside, self.text = name, ""
        elif tag == "select" and name:
            self.inside = name
        elif tag == "option" and self.inside and ("selected" in said or (value and self.inside not in self.open)):
            self.open[self.inside] = [value]
        elif tag == "input" and name and kind in {"radio", "checkbox"}:
            if "checked" in said or (kind == "radio" and name not in self.open):
                self.open.setdefault(name, []).append(value or "on")
        elif tag == "input" and name and kind not in {"submit", "button", "file"}:
            self.open.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.open is not None and self.inside:
            self.open.setdefault(self.inside, []).append(self.text.removeprefix("\n"))
        if tag in {"textarea", "select"}:
            self.inside = ""
        if tag == "form":
            self.open = None

    def handle_data(self, data: str) -> None:
        self.text += data


def form_with(told: str, field: str) -> dict[str, list[str]]:
    return next(values for _action, values in Forms(told).forms if field in values)


@pytest.fixture
def planned(world: World, client: Client) -> Plan:
    """A plan in which the coordinator wrote down where she lives; the worker may change it and not read that."""
    plan = world.drafted(world.cast.case)
    Plan.objects.filter(pk=plan.pk).update(family_words=f"Kopā dzīvo {GUESS} un vasarā Brīvības ielā 15, pie mātes.")
    hide(world)
    client.force_login(world.cast.users["worker_in"])
    return plan


def sent(client: Client, world: World, change: Any) -> str:
    address = at(world, "plan_words")
    values = form_with(client.get(address).content.decode(), "family_words")
    assert values["family_words"] == [f"Kopā dzīvo {COVER} un vasarā [aizsargāta adrese 2], pie mātes."]
    values["family_words"] = [change(values["family_words"][0])]
    answer = client.post(address, values)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return str(Plan.objects.get().family_words)


@pytest.mark.parametrize(
    ("change", "saved"),
    [
        (lambda text: text, f"Kopā dzīvo {GUESS} un vasarā Brīvības ielā 15, pie mātes."),
        (lambda text: f"Jā. {text} Viss.", f"Jā. Kopā dzīvo {GUESS} un vasarā Brīvības ielā 15, pie mātes. Viss."),
        (lambda text: text.replace(f"dzīvo {COVER} un ", ""), "Kopā vasarā Brīvības ielā 15, pie mātes."),  # taken out with its cover
        (lambda text: "[aizsargāta adrese 2]; " + text.replace(" [aizsargāta adrese 2]", ""), f"Brīvības ielā 15; Kopā dzīvo {GUESS} un vasarā, pie mātes."),
        (lambda text: "Pavisam citi vārdi.", "Pavisam citi vārdi."),
    ],
)  # fmt: skip
def test_a_text_is_corrected_around_what_is_covered_in_it(world: World, client: Client, planned: Plan, change: Any, saved: str) -> None:
    assert sent(client, world, change) == saved
    assert not tells(page(client, world, "worker_in", at(world, "plan")))


def test_a_guess_beside_the_cover_uncovers_nothing(world: World, client: Client, planned: Plan) -> None:
    sent(client, world, lambda text: f"{text} Vai tā ir {GUESS}?")
    told = page(client, world, "worker_in", at(world, "plan_words"))
    said = form_with(told, "family_words")["family_words"][0]
    assert said == f"Kopā dzīvo {COVER} un vasarā [aizsargāta adrese 2], pie mātes. Vai tā ir {GUESS}?"


def test_a_form_that_is_shown_again_covers_what_was_covered_and_keeps_what_was_typed(world: World, client: Client, planned: Plan) -> None:
    address = at(world, "plan_words")
    values = form_with(client.get(address).content.decode(), "family_words")
    long = f"{values['family_words'][0]} {GUESS} {'a' * 21_000}"
    answer = client.post(address, values | {"family_words": [long]})
    assert answer.status_code == 422
    again = form_with(answer.content.decode(), "family_words")
    assert long.startswith(again["family_words"][0]) and GUESS in again["family_words"][0] and again["covered"]
    assert client.post(address, again | {"family_words": [long[:200]]}).status_code == 302
    assert Plan.objects.get().family_words.startswith(f"Kopā dzīvo {GUESS} un vasarā Brīvības ielā 15, pie mātes. {GUESS}")


def test_what_a_form_carries_opens_for_its_reader_at_its_address_only(world: World, client: Client, planned: Plan) -> None:
    values = form_with(client.get(at(world, "plan_words")).content.decode(), "family_words")
    carried = {"covered": values["covered"], "text": f"Zvans: {COVER}", "date": world.today.isoformat(), "tier": "working"}
    assert client.post(at(world, "note"), carried).status_code == 302
    assert Note.objects.get().text == f"Zvans: {COVER}"  # nothing was carried over into another text
    client.force_login(world.cast.users["coordinator"])
    answer = client.post(at(world, "plan_words"), values)
    assert answer.status_code == 302
    assert Plan.objects.get().family_words == f"Kopā dzīvo {COVER} un vasarā [aizsargāta adrese 2], pie mātes."


def test_an_unfinished_text_comes_back_with_its_cover_and_is_saved_whole(world: World, client: Client, planned: Plan) -> None:
    address = at(world, "plan_words")
    told = client.get(address).content.decode()
    values = form_with(told, "family_words")
    named = re.search(r'data-draft-form="([^"]+)"', told) or re.search(r'name="draft_form" value="([^"]+)"', told)
    assert named
    typed = f"{values['family_words'][0]} Vēl: {GUESS}."
    record = re.search(r'data-draft-record="([^"]+)"', told)
    kept = {"draft_form": named[1], "draft_record": record[1] if record else "", "draft_page": address}
    assert client.post(reverse("access:draft"), values | kept | {"family_words": [typed]}).status_code == 204
    assert drafts.load(world.cast.actor("worker_in"), named[1], kept["draft_record"])
    again = form_with(client.get(address).content.decode(), "family_words")
    assert again["family_words"][0] == typed
    assert client.post(address, again).status_code == 302
    assert Plan.objects.get().family_words == f"Kopā dzīvo {GUESS} un vasarā Brīvības ielā 15, pie mātes. Vēl: {GUESS}."


def cover_saved() -> list[str]:
    """Every column of every table in which the cover stands."""
    found = []
    for model in apps.get_models():
        for column in told_columns(model):
            found += [
                f"{model._meta.label}.{column.name}"
                for text in model._default_manager.values_list(column.name, flat=True)
                if "aizsargāta adrese" in str(text)
            ]
    return found


def addresses_of(world: World) -> list[str]:
    """Every page of the product, with keys of this world; new ones are found by themselves."""
    known, found = things(), []
    for route in routes():
        choices: list[dict[str, str]] = [{}]
        for parameter in sorted(route.parameters, key=lambda one: kind_of(route, one) is None):
            kind = kind_of(route, parameter)
            keys = [thing.key for thing in known.get(kind, {}).values()] if kind else list(words_of(route, parameter))
            choices = [one | {parameter: key} for one in choices for key in keys if kind is None or fits(world, kind, known[kind][key])][
                :12
            ]
        found += [route.address(values) for values in choices if not route.name.startswith(("account", "access:", "mfa"))]
    return found


def fits(world: World, kind: str, thing: Any) -> bool:
    """Of the family that hides something, where a thing is anybody's."""
    own = {"family": world.cast.family.key, "case": world.cast.case.key}
    return thing.key == own[kind] if kind in own else all(thing.belongs_to(*one) for one in own.items())


def sent_back(client: Client, address: str, values: dict[str, list[str]]) -> Any:
    """The form as it came; once more with what the page says is missing."""
    answer = client.post(address, values)
    missing = re.findall(r'id="id_(\w+)_error"', answer.content.decode()) if answer.status_code == 422 else []
    return client.post(address, values | {name: ["Jo tā ir."] for name in missing}) if missing else answer


WHO = ["worker_in", "coordinator"] if SOAK else ["worker_in"]


@pytest.mark.parametrize("who", WHO)
def test_no_form_of_the_product_saves_the_cover(world: World, client: Client, who: str) -> None:
    """Every form of every page is sent back as it came, by somebody who may not read what is covered in it."""
    mother = world.cast.family.memberships.get().person
    places(world, mother)
    world.noted()
    service = ServiceType.objects.create(
        key="social_work", kind="consultation", name=Translated(lv="Sociālais darbs", en="Social work", lt="Socialinis darbas")
    )
    sessions.log(world.cast.case, by=world.worker_in, date=world.ago(1), service=service, minutes=60, theme="Saruna", place_note="Mājās")
    assert plant() > 25
    hider = next(one for one in ("coordinator", "worker_in") if one != who)
    addresses.hide(mother, by=world.cast.actor(hider), text=HIDDEN)
    client.force_login(world.cast.users[who])
    covered, saved, wrong = set(), set(), []
    for address in addresses_of(world):
        answer = client.get(address)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for action, values in Forms(answer.content.decode()).forms:
            if any("aizsargāta adrese" in value for of_one in values.values() for value in of_one):
                covered.add(address)
                with transaction.atomic():
                    saved |= {address} if sent_back(client, action or address, values).status_code == 302 else set()
                    wrong += [f"{address}: {one}" for one in cover_saved()]
                    transaction.set_rollback(True)
    assert not wrong, wrong
    assert len(covered) >= 4 and len(saved) >= 3, (covered, saved)

"""Who may become whom: an administrator, a coordinator and their accomplices try to."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import allauth
import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from ligzda.access import adapter, notices
from ligzda.access.actions import emails, proposals, users
from ligzda.access.actions.closing import close_user
from ligzda.access.actions.seats import seat
from ligzda.access.actor import Actor
from ligzda.access.addresses import canonical, keep_address
from ligzda.access.models import AuditEntry, Circle, Proposal, Seat, User
from ligzda.access.permissions import Permission
from ligzda.access.roles import ROLES, needs_two
from ligzda.cases.actions import cover, team
from ligzda.config import scheduler as jobs
from ligzda.desk.queries.day import all_work
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from tests.cast import Cast, make_circle, make_seat, make_user

PASSWORD = "garš-un-labs-vārds-7"
DAY = dt.timedelta(days=1)
SITE = "https://ligzda.example.org/"


@pytest.fixture
def second(cast: Cast) -> User:
    """A second administrator, long since here."""
    user = make_user("Otrs Administrators")
    make_seat(Circle.objects.get(kind="organisation"), user, "administrator")
    return user


def arrived(user: User) -> User:
    """Chose a password and has signed in."""
    user.set_password(PASSWORD)
    user.last_login = clock.now()
    user.save()
    return user


def newcomer(cast: Cast, **values: Any) -> User:
    return users.add_user(by=cast.actor("admin"), **{"email": "zane@example.org", "name": "Zane Roze"} | values)


def proposed(cast: Cast, user: User, role: str = "case_worker", circle: Circle | None = None) -> Proposal:
    by = cast.actor("admin")
    given = users.appoint(user, by=by, role=role, circle=circle or cast.site.circle, from_date=by.on)
    assert given.is_proposed
    return Proposal.objects.get(seat=given)


def sent() -> list[str]:
    return [word for message in mail.outbox for word in message.body.split() if word.startswith("http")]


# links


def test_the_link_of_an_existing_account_is_on_no_page_of_the_administrator(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    """First takeover: invite somebody who works here and read the link."""
    victim = arrived(cast.coordinator)  # type: ignore[arg-type]
    client.force_login(cast.admin)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("access:invite_user", args=[victim.key]))
    page = client.get(reverse("access:user", args=[victim.key])).content.decode()
    assert [message.to for message in mail.outbox] == [[victim.email]]
    assert sent()[0] not in page and "password/new" not in page and not any("password/new" in str(v) for v in client.session.values())


@pytest.mark.parametrize("backend", ["console", "dummy"])
def test_where_no_e_mail_goes_out_only_a_never_used_account_shows_its_link_once_and_says_so(
    cast: Cast, client: Client, settings: Any, backend: str
) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    new, old = newcomer(cast), arrived(cast.worker_in)  # type: ignore[arg-type]
    client.force_login(cast.admin)
    for user, shown in ((new, True), (old, False)):
        page = client.get(reverse("access:user", args=[user.key])).content.decode()
        assert (reverse("access:invite_user", args=[user.key]) in page) is shown  # what cannot be is greyed, with the reason beside it
        assert ("ligzda user confirm" in page) is not shown
        client.post(reverse("access:invite_user", args=[user.key]))
        first = client.get(reverse("access:user", args=[user.key])).content.decode()
        assert ("password/new" in first) is shown
        assert "password/new" not in client.get(reverse("access:user", args=[user.key])).content.decode()
    new.refresh_from_db()
    assert new.first_link == User.Link.SCREEN


def test_a_link_that_was_shown_is_not_washed_clean_by_an_e_mail_afterwards(cast: Cast, settings: Any) -> None:
    user, before = newcomer(cast), settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    users.invite(user, by=cast.actor("admin"), site_address=SITE)
    settings.EMAIL_BACKEND = before
    users.invite(user, by=cast.actor("admin"), site_address=SITE)
    user.refresh_from_db()
    assert user.first_link == User.Link.SCREEN


def test_a_link_is_shown_once_and_a_second_one_is_made_at_the_server(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    server = Actor.system("command_line")
    shown, printed = newcomer(cast), newcomer(cast, email="anna@example.org")
    assert users.invite(shown, by=cast.actor("admin"), site_address=SITE)
    assert users.link_at_server(printed, by=server)
    for user in (shown, printed):
        with pytest.raises(Refused):
            users.invite(user, by=cast.actor("admin"), site_address=SITE)
        with pytest.raises(Refused):
            users.link_at_server(user, by=server)
        assert users.link_at_server(user, by=server, anew=True)
        acts = AuditEntry.objects.filter(thing="access.user", thing_id=user.pk, act__endswith="invite")
        assert acts.count() == 2


def test_a_link_works_once_and_never_for_a_closed_account(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    user = newcomer(cast)
    with django_capture_on_commit_callbacks(execute=True):
        users.invite(user, by=cast.actor("admin"), site_address=SITE)
        users.invite(user, by=cast.actor("admin"), site_address=SITE)
    first, second = [link.split("/", 3)[-1] for link in sent()]
    visitor = Client()
    form = visitor.get(f"/{first}", follow=True)
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    assert visitor.post(form.redirect_chain[-1][0], chosen).status_code == 302
    user.refresh_from_db()
    assert user.check_password(PASSWORD) and user.first_password_at
    for link in (first, second):
        assert not Client().get(f"/{link}", follow=True).redirect_chain
    close_user(user, by=cast.actor("admin"))
    with pytest.raises(Refused):
        users.invite(user, by=cast.actor("admin"), site_address=SITE)


def test_no_password_without_the_day_of_the_first_one(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=cast.nobody.pk).update(password="argon2$x", first_password_at=None)  # type: ignore[union-attr]


# addresses


def test_another_address_gives_nobody_a_new_password(cast: Cast, client: Client, django_capture_on_commit_callbacks: Any) -> None:
    """Second takeover: change the e-mail, then ask for a new password."""
    victim = arrived(cast.coordinator)  # type: ignore[arg-type]
    client.force_login(cast.admin)
    asked = {"name": victim.name, "email": "mine@example.org", "language": "lv", "function": "", "form_key": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("access:change_user", args=[victim.key]), asked).status_code == 302
    victim.refresh_from_db()
    assert victim.email != "mine@example.org" and not EmailAddress.objects.filter(email="mine@example.org").exists()
    links = {message.to[0]: next(word for word in message.body.split() if word.startswith("http")) for message in mail.outbox}
    visitor = Client()
    new = "/" + links["mine@example.org"].split("/", 3)[-1]
    assert visitor.get(new).status_code == 200  # a mail program that opens links confirms nothing
    assert Proposal.objects.get(about=victim).new_at is None
    assert visitor.post(new).status_code == 200
    victim.refresh_from_db()
    assert victim.email != "mine@example.org"
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(reverse("account_reset_password"), {"email": "mine@example.org"})
    assert mail.outbox == []
    assert visitor.post(new).status_code == 410  # once
    sign_in = {"login": victim.email, "password": PASSWORD}
    assert Client().post(reverse("account_login"), sign_in).status_code == 302
    victim.refresh_from_db()
    assert victim.email != "mine@example.org"  # signing in confirms nothing by itself
    assert not EmailAddress.objects.filter(email="mine@example.org").exists()


def test_when_both_mailboxes_have_confirmed_the_address_changes_and_both_are_told(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    user, by = arrived(cast.worker_in), cast.actor("admin")  # type: ignore[arg-type]
    before = user.email
    with django_capture_on_commit_callbacks(execute=True):
        users.change_user(user, by=by, name=user.name, email="jauna@example.org", function=None, language="lv")
    tokens = {message.to[0]: message.body.split("/account/address/")[1].split("/")[0] for message in mail.outbox}
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        for token in (tokens[before], tokens["jauna@example.org"]):
            emails.confirm_mailbox(token, by=Actor(None))
    user.refresh_from_db()
    assert user.email == "jauna@example.org"
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified")) == [("jauna@example.org", True)]
    assert {message.to[0] for message in mail.outbox} == {before, "jauna@example.org"}
    assert any("e-pasta adrese" in str(one.what) for one in notices.told(Actor(user)))


@pytest.mark.parametrize("when", ["late", "dropped", "replaced", "closed"])
def test_a_link_of_a_proposal_that_is_over_confirms_nothing(cast: Cast, when: str, django_capture_on_commit_callbacks: Any) -> None:
    user, by = arrived(cast.worker_in), cast.actor("admin")  # type: ignore[arg-type]
    with django_capture_on_commit_callbacks(execute=True):
        emails.propose_email(user, "jauna@example.org", by=by)
    tokens = [message.body.split("/account/address/")[1].split("/")[0] for message in mail.outbox]
    if when == "late":
        Proposal.objects.update(until_at=clock.now())
    elif when == "dropped":
        emails.drop_email(user, by=by)
    elif when == "replaced":
        emails.propose_email(user, "cita@example.org", by=by)
    else:
        close_user(user, by=by)
    for token in (*tokens, "", "x"):
        with pytest.raises(Refused):
            emails.confirm_mailbox(token, by=Actor(None))
        assert Client().post(reverse("access:mailbox", args=[token or "y"])).status_code == 410


@pytest.mark.parametrize(
    "typed", ["MARA@Example.ORG", " mara@example.org ", "ｍａｒａ@example.org", "mara＠example.org", "mara@ＥＸＡＭＰＬＥ.org"]
)
def test_an_address_is_one_however_it_is_typed(cast: Cast, typed: str) -> None:
    owner = arrived(cast.coordinator)  # type: ignore[arg-type]
    owner.email = "mara@example.org"
    keep_address(owner)
    other = arrived(cast.worker_in)  # type: ignore[arg-type]
    assert canonical(typed) == "mara@example.org"
    with pytest.raises(Refused):
        newcomer(cast, email=typed)
    with pytest.raises(Refused):
        users.change_user(other, by=cast.actor("admin"), name="X", email=typed, function=None, language="lv")


@pytest.mark.parametrize(
    "typed", ["", "x", "a@b", "a b@example.org", "a@exa mple.org", f"{'a' * 300}@example.org", "@", "a@" + "ž" * 70 + ".lv"]
)
def test_what_is_no_address_is_refused_with_a_sentence(cast: Cast, typed: str) -> None:
    with pytest.raises(Refused):
        newcomer(cast, email=typed)


def test_a_domain_is_the_same_in_its_own_script_and_in_the_wires(cast: Cast) -> None:
    assert canonical("anna@xn--brni-bva.lv") == canonical("Anna@BĒRNI.lv") == "anna@bērni.lv"


def test_an_address_taken_meanwhile_is_refused_and_nothing_changes(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    user, by = arrived(cast.worker_in), cast.actor("admin")  # type: ignore[arg-type]
    with django_capture_on_commit_callbacks(execute=True):
        emails.propose_email(user, "zane@example.org", by=by)
    tokens = [message.body.split("/account/address/")[1].split("/")[0] for message in mail.outbox]
    newcomer(cast)
    emails.confirm_mailbox(tokens[0], by=Actor(None))
    with pytest.raises(Refused):
        emails.confirm_mailbox(tokens[1], by=Actor(None))
    user.refresh_from_db()
    assert user.email != "zane@example.org"


def test_a_never_used_account_is_changed_freely_and_whatever_it_was_given_is_only_proposed_again(cast: Cast, second: User) -> None:
    """A coordinator seated Zane in a file; the administrator turns Zane into somebody else before she was ever here."""
    user = newcomer(cast)
    give = {"circle": cast.case.circle, "user": user, "role": "case_worker", "because": "assigned", "from_date": clock.today()}
    seat(by=cast.actor("coordinator"), **give)
    seat(cast.site.circle, by=Actor.system("command_line"), user=user, role="coordinator", because="appointed", from_date=clock.today())
    assert Actor(user).may(Permission.SEE_CASE, cast.case)
    changed = users.change_user(user, by=cast.actor("admin"), name=user.name, email="mine@example.org", function=None, language="lv")
    assert changed.email == "mine@example.org"
    arrived(changed)
    assert Actor(changed).seats == () and not Actor(changed).may(Permission.SEE_CASE, cast.case)
    assert Proposal.objects.filter(about=user, state="open", by=cast.admin).count() == 2


# roles


def test_a_coordinator_of_ones_own_reads_nothing(cast: Cast, client: Client) -> None:
    """Third takeover: make a coordinator, sign in as them."""
    user = newcomer(cast)
    client.force_login(cast.admin)
    asked = {
        "role": "coordinator",
        "circle": str(cast.site.circle_id),
        "from_date": f"{clock.today():%Y-%m-%d}",
        "until_date": "",
        "form_key": "2",
    }
    assert client.post(reverse("access:new_seat", args=[user.key]), asked).status_code == 302
    arrived(user)
    assert not Actor(user).holds(Permission.SEE_CASE) and not Actor(user).may(Permission.SEE_CASE, cast.case)
    own = Client()
    own.force_login(user)
    assert own.get(cast.case.get_absolute_url()).status_code == 404
    proposal = Proposal.objects.get(about=user)
    page = reverse("access:proposal", args=[proposal.key])
    assert own.get(page).status_code == 404
    assert client.post(page, {"choice": "confirm", "form_key": "3"}).status_code == 422
    assert not Actor(user).holds(Permission.SEE_CASE)
    for act in (proposals.confirm, proposals.decline):
        with pytest.raises(Refused):
            act(proposal, by=Actor(user))


def test_every_role_that_reads_is_proposed_wherever_it_reaches_and_whoever_calls(cast: Cast) -> None:
    reads = {Permission.SEE_CASE, Permission.SEE_CONTACT, Permission.SEE_CONTACT_DETAILS, Permission.SEE_SCORES, Permission.SEE_REFERRAL}
    circles = [cast.site.circle, cast.project.circle, Circle.objects.get(kind="organisation")]
    for role, what in ROLES.items():
        for circle in circles:
            user = make_user()
            for by in (cast.actor("admin"), cast.actor("coordinator")):
                given = seat(circle, by=by, user=user, role=role, because="appointed", from_date=by.on)
            expected = bool(reads & what.words) or role in ("administrator", "designated_person")
            assert given.is_proposed is expected is needs_two(role), role
            assert bool(Actor(user).seats) is not expected, role


def test_no_seat_is_written_past_the_one_place_that_asks() -> None:
    """``seats.seat`` is the only writer; the demo pours rows of its own."""
    source = Path(adapter.__file__).parents[1]
    writers = re.compile(r"Seat\.objects\.(create|bulk_create|get_or_create|update_or_create)|\bSeat\((?!\))|is_proposed\s*=\s*False")
    found = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if writers.search(path.read_text()) and "migrations" not in path.parts and path.parts[len(source.parts)] != "demo"
    }
    assert found <= {
        "access/actions/seats.py",
        "access/actions/proposals.py",
        "access/models.py",
        "access/actor.py",
        "access/lost.py",
        "access/queries/users.py",
    }


def test_a_second_person_confirms_once_the_owner_has_signed_in(cast: Cast, client: Client, django_capture_on_commit_callbacks: Any) -> None:
    user = newcomer(cast)
    proposal, coordinator = proposed(cast, user), cast.actor("coordinator")
    with pytest.raises(Refused):
        proposals.confirm(proposal, by=coordinator)
    assert proposal.about.name not in [row.family_name for row in all_work(coordinator)]
    arrived(user)
    assert user.name in [row.family_name for row in all_work(cast.actor("coordinator"))]
    client.force_login(cast.coordinator)
    page = reverse("access:proposal", args=[proposal.key])
    assert "Pirmā saite" in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page, {"choice": "confirm", "form_key": "4"}).status_code == 302
    assert Actor(user).roles == ("case_worker",)
    assert AuditEntry.objects.filter(act="confirm_role", thing_id=user.pk, user=cast.coordinator).exists()
    assert [message.to for message in mail.outbox] == [[user.email]]
    own = Client()
    own.force_login(user)
    assert cast.coordinator.name in own.get("/settings/").content.decode()  # type: ignore[union-attr]


@pytest.mark.parametrize("link", ["mail", "screen", "server"])
def test_the_second_person_sees_how_the_first_link_went_out(cast: Cast, client: Client, settings: Any, link: str) -> None:
    user = newcomer(cast)
    if link == "screen":
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    if link == "server":
        users.link_at_server(user, by=Actor.system("command_line"))
    else:
        users.invite(user, by=cast.actor("admin"), site_address=SITE)
    user.refresh_from_db()
    arrived(user)
    client.force_login(cast.coordinator)
    page = client.get(reverse("access:proposal", args=[proposed(cast, user).key])).content.decode()
    assert str(User.Link(link).label) in page.replace("&#x27;", "'") and cast.admin.name in page  # type: ignore[union-attr]


def test_the_administrators_list_shows_what_waits_and_the_own_proposals_among_it(cast: Cast, client: Client) -> None:
    proposal = proposed(cast, newcomer(cast))
    client.force_login(cast.admin)
    assert reverse("access:proposal", args=[proposal.key]) in client.get(reverse("access:users")).content.decode()
    proposals.decline(proposal, by=cast.actor("admin"))
    assert reverse("access:proposal", args=[proposal.key]) not in client.get(reverse("access:users")).content.decode()


def test_nobody_else_may_look_or_decide(cast: Cast, client: Client) -> None:
    proposal = proposed(cast, arrived(newcomer(cast)))
    stranger = make_user("Cita Koordinatore")
    make_seat(cast.other_site.circle, stranger, "coordinator")
    for user in (*filter(None, cast.users.values()), stranger):
        client.force_login(user)
        expected = 200 if user in (cast.coordinator, cast.admin) else 404
        assert client.get(reverse("access:proposal", args=[proposal.key])).status_code == expected, user
        if user != cast.coordinator:
            with pytest.raises(Refused):
                proposals.confirm(proposal, by=Actor(user))
    assert Proposal.objects.get().state == "open"


def test_the_administrators_role_is_confirmed_by_a_second_administrator_and_by_no_sites_coordinator(cast: Cast, second: User) -> None:
    user = arrived(newcomer(cast))
    proposal = proposed(cast, user, "administrator", Circle.objects.get(kind="organisation"))
    for by in (cast.actor("admin"), cast.actor("coordinator"), Actor(user)):
        with pytest.raises(Refused):
            proposals.confirm(proposal, by=by)
    proposals.confirm(proposal, by=Actor(second))
    assert Actor(user).holds(Permission.ADMINISTER)


def test_nobody_confirms_an_account_they_made_invited_or_changed_within_thirty_days(cast: Cast, second: User) -> None:
    made = arrived(users.add_user(by=Actor(second), email="x@example.org", name="X"))
    proposal = proposed(cast, made)
    with pytest.raises(Refused):
        proposals.confirm(proposal, by=Actor(second))
    AuditEntry.objects.filter(thing="access.user").update(at=clock.now() - 29 * DAY)
    with pytest.raises(Refused):
        proposals.confirm(proposal, by=Actor(second))
    AuditEntry.objects.filter(thing="access.user").update(at=clock.now() - 31 * DAY)
    proposals.confirm(proposal, by=Actor(second))


@pytest.mark.parametrize("act", ["invite", "change_user", "reset_two_factor"])
def test_touching_the_account_makes_one_part_of_it(cast: Cast, second: User, act: str) -> None:
    user = arrived(newcomer(cast))
    proposal = proposed(cast, user)
    if act == "invite":
        users.invite(user, by=Actor(second), site_address=SITE)
    elif act == "change_user":
        users.change_user(user, by=Actor(second), name="Y", email=user.email, function=None, language="lv")
    else:
        users.reset_two_factor(user, by=Actor(second))
    with pytest.raises(Refused):
        proposals.confirm(proposal, by=Actor(second))


def test_two_accounts_of_one_person_do_not_agree_with_each_other(cast: Cast, second: User) -> None:
    """An administrator has a second administrator of the own making; one proposes an accomplice, the other confirms."""
    own = arrived(newcomer(cast))
    proposals.confirm(proposed(cast, own, "administrator", Circle.objects.get(kind="organisation")), by=Actor(second))
    accomplice = arrived(make_user("Līdzzinātājs"))
    with pytest.raises(Refused):
        proposals.confirm(proposed(cast, accomplice, "coordinator"), by=Actor(own))
    by = Actor(own)
    given = users.appoint(accomplice, by=by, role="intake_worker", circle=cast.site.circle, from_date=by.on)
    with pytest.raises(Refused):
        proposals.confirm(Proposal.objects.get(seat=given), by=cast.actor("admin"))
    proposals.confirm(Proposal.objects.get(seat=given), by=Actor(second))


def test_a_proposal_ends_after_fourteen_days_also_before_the_clock_comes_round(cast: Cast) -> None:
    user = arrived(newcomer(cast))
    proposal = proposed(cast, user)
    assert abs(proposal.until_at - proposal.at - 14 * DAY) < dt.timedelta(seconds=5)
    Proposal.objects.update(until_at=clock.now())
    with pytest.raises(Refused):
        proposals.confirm(proposal, by=cast.actor("coordinator"))
    jobs.end_proposals()
    assert Proposal.objects.get().state == "expired" and Seat.objects.get(user=user).ended_at
    assert "end_proposals" in [job.name for job in jobs.JOBS]


def test_declined_or_taken_back_it_opens_nothing_and_is_over(cast: Cast) -> None:
    first, second_one = arrived(newcomer(cast)), arrived(newcomer(cast, email="b@example.org"))
    for user, by, state in ((first, cast.actor("coordinator"), "declined"), (second_one, cast.actor("admin"), "withdrawn")):
        proposal = proposed(cast, user)
        proposals.decline(proposal, by=by)
        assert Proposal.objects.get(pk=proposal.pk).state == state
        for act in (proposals.confirm, proposals.decline):
            with pytest.raises(Refused):
                act(proposal, by=cast.actor("coordinator"))
        assert Actor(user).seats == ()


def test_the_database_itself_refuses_whoever_confirms_their_own(cast: Cast) -> None:
    proposal = proposed(cast, newcomer(cast))
    for who in (proposal.by, proposal.about):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=proposal.pk).update(state="confirmed", decided_by=who)


# one file


def test_in_one_file_a_coordinator_seats_alone_but_nobody_of_their_own_making(cast: Cast) -> None:
    both = cast.coordinator  # an administrator as well, as in a small house
    make_seat(Circle.objects.get(kind="organisation"), both, "administrator")  # type: ignore[arg-type]
    mine = arrived(users.add_user(by=Actor(both), email="mans@example.org", name="Mans Cilvēks"))
    colleague = make_user("Kolēģe")
    make_seat(cast.site.circle, colleague, "case_worker")
    team.assign(cast.case, by=Actor(both), user=colleague, on=clock.today())
    assert Actor(colleague).may(Permission.SEE_CASE, cast.case)
    give = {"user": mine, "role": "case_worker", "from_date": clock.today()}
    for circle, because in (
        (cast.case.circle, "assigned"),
        (cast.case.circle, "stand_in"),
        (cast.group_circle, "leads"),
        (cast.project.circle, "sample"),
    ):
        with pytest.raises(Refused):
            seat(circle, by=Actor(both), because=because, **give | ({"role": "auditor"} if because == "sample" else {}))
    assert not Actor(mine).may(Permission.SEE_CASE, cast.case)
    AuditEntry.objects.filter(thing="access.user").update(at=clock.now() - 31 * DAY)
    seat(cast.case.circle, by=Actor(both), because="assigned", **give)
    assert Actor(mine).may(Permission.SEE_CASE, cast.case)


def test_a_place_in_a_file_that_fell_back_is_given_anew_by_the_coordinator(cast: Cast) -> None:
    user, coordinator = newcomer(cast), cast.actor("coordinator")
    give = {"user": user, "role": "case_worker", "because": "assigned", "from_date": clock.today()}
    seat(cast.case.circle, by=coordinator, **give)
    users.change_user(user, by=cast.actor("admin"), name="Cits Vārds", email=user.email, function=None, language="lv")
    assert not Actor(user).may(Permission.SEE_CASE, cast.case)
    assert not seat(cast.case.circle, by=coordinator, **give).is_proposed
    assert Actor(user).may(Permission.SEE_CASE, cast.case)


def test_a_sample_is_no_way_round_for_another_role(cast: Cast) -> None:
    user, by = make_user(), cast.actor("coordinator")
    assert seat(cast.site.circle, by=by, user=user, role="coordinator", because="sample", from_date=by.on).is_proposed
    assert not seat(cast.project.circle, by=by, user=user, role="auditor", because="sample", from_date=by.on).is_proposed


def test_a_stand_in_for_illness_works_the_same_minute(cast: Cast) -> None:
    colleague = make_user("Kolēģe")
    make_seat(cast.site.circle, colleague, "case_worker")
    cover.stand_in([cast.case], by=cast.actor("coordinator"), absent=cast.worker_in, user=colleague, from_date=clock.today(), is_ill=True)  # type: ignore[arg-type]
    assert Actor(colleague).may(Permission.SEE_CASE, cast.case)


# at the server


def test_where_nobody_is_left_the_server_confirms_and_it_stands_in_the_trail_and_on_the_owners_page(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    user, system = newcomer(cast), Actor.system("command_line")
    proposed(cast, user, "coordinator")
    with django_capture_on_commit_callbacks(execute=True):
        proposals.confirm_at_server(user, by=system)
    assert Actor(user).roles == ("coordinator",)
    assert AuditEntry.objects.filter(act="command_line:confirm_user", thing_id=user.pk).exists()
    assert user.email in [message.to[0] for message in mail.outbox]
    client.force_login(user)
    page = client.get("/settings/").content.decode()
    assert "serverī" in page
    both = cast.admin
    make_seat(cast.site.circle, both, "coordinator")  # type: ignore[arg-type]
    seat(cast.case.circle, by=Actor(both), user=user, role="case_worker", because="assigned", from_date=clock.today())
    with pytest.raises(Refused):
        proposals.confirm_at_server(user, by=cast.actor("admin"))


def test_the_old_mailbox_is_dead_and_the_server_changes_the_address(cast: Cast) -> None:
    user = arrived(cast.worker_in)  # type: ignore[arg-type]
    proposals.confirm_at_server(user, by=Actor.system("command_line"), email="jauna@example.org")
    user.refresh_from_db()
    assert user.email == "jauna@example.org" and Actor(user).may(Permission.SEE_CASE, cast.case)
    assert list(EmailAddress.objects.filter(user=user).values_list("email", flat=True)) == ["jauna@example.org"]
    with pytest.raises(Refused):
        proposals.confirm_at_server(user, by=Actor.system("command_line"), email=cast.admin.email)  # type: ignore[union-attr]


# notices


def test_every_notice_of_the_sign_in_library_is_a_sentence_of_ours() -> None:
    """A new version of the library that tells of something else fails here."""
    source = Path(allauth.__file__).parent
    told = {
        name
        for folder in ("account", "mfa")
        for path in (source / folder).rglob("*.py")
        for call in re.findall(r"send_notification_mail\((.{0,200}?)\)", path.read_text(), re.DOTALL)
        for name in re.findall(r'"((?:account|mfa)/email/\w+)"', call)
    }
    assert told and told <= set(adapter.NOTED)
    assert set(adapter.NOTED.values()) <= set(notices.CHANGES)


def test_the_owner_is_told_of_a_new_password_by_e_mail_and_on_the_own_page(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    user = arrived(cast.worker_in)  # type: ignore[arg-type]
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    new = {"oldpassword": PASSWORD, "password1": PASSWORD + "x", "password2": PASSWORD + "x"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_change_password"), new)
    assert [message.to for message in mail.outbox] == [[user.email]] and "http" not in mail.outbox[0].body
    assert [str(one.what) for one in notices.told(Actor(user))] == [str(notices.CHANGES["change_password"])]
    assert notices.told(Actor(cast.nobody)) == []


@pytest.mark.parametrize("template", sorted(set(adapter.NOTED) - {"account/email/password_set"}))
def test_each_change_of_a_way_in_is_told_by_e_mail_and_stands_on_the_own_page(
    cast: Cast, template: str, django_capture_on_commit_callbacks: Any
) -> None:
    user: Any = cast.worker_in
    with django_capture_on_commit_callbacks(execute=True):
        adapter.AccountAdapter().send_notification_mail(template, user)
    assert [message.to for message in mail.outbox] == [[user.email]] and user.name not in mail.outbox[0].body
    act = adapter.NOTED[template]
    on_the_page = [str(one.what) for one in notices.told(Actor(user))]
    assert on_the_page == ([] if act in adapter.NOTED_ALREADY else [str(notices.CHANGES[act])])


def test_an_organisation_circle_of_another_house_confirms_nothing_here(cast: Cast) -> None:
    """A coordinator seated at the organisation confirms for every site; one of another site for none."""
    head = make_user("Vadītāja")
    make_seat(make_circle("organisation"), head, "coordinator")
    proposal = proposed(cast, arrived(newcomer(cast)))
    proposals.confirm(proposal, by=Actor(head))
    assert Proposal.objects.get(pk=proposal.pk).decided_by == head

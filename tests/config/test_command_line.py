"""What is typed at the server is answered: 0 when it is done, 2 with one sentence when it was asked wrongly."""

import pytest

from ligzda.access.models import AuditEntry, Seat, User
from ligzda.config.cli import main


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    try:
        code = main(list(words))
    except SystemExit as asked:
        code = int(asked.code or 0)
    printed = capsys.readouterr()
    return code, printed.out + printed.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "required: COMMAND"),
        (["dance"], "invalid choice: 'dance'"),
        (["figures"], "required: PROJECT"),
        (["figures", "mac150", "--as-of", "30.09.2014"], "“30.09.2014” is not a date; write it as 2014-09-30"),
        (["figures", "mac150", "--as-of", "2014-02-30"], "there is no day 2014-02-30 in the calendar"),
        (["figures", "mac150", "--lang", "de"], "Ligzda does not speak “de”"),
        (["figures", "mac150", "--measure", "guess"], "invalid choice: 'guess'"),
        (["report", "mac150", "--format", "pdf"], "required: --as-of"),
        (["serve", "--port", "99999"], "“99999” is not a port"),
    ],
)
def test_a_wrong_question_gets_one_sentence(words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answer(capsys, *words)
    assert code == 2 and sentence in said and said.count("\n") == 1


@pytest.mark.django_db
def test_an_unknown_project_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answer(capsys, "figures", "no-such-thing", "--lang", "en")
    assert code == 2 and "project" in said and said.count("\n") == 1


@pytest.mark.django_db
def test_the_first_administrator_is_added_at_the_server(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answer(capsys, "user", "add", "Anna@Example.org", "--name", "Anna Kļava")
    user = User.objects.get(email="anna@example.org")
    assert code == 0 and user.check_password(said.strip().rsplit(" ", 1)[-1])
    assert Seat.objects.get(user=user).role == "administrator"
    assert AuditEntry.objects.filter(act="command_line:add_user", thing_id=user.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["anna", "--name", "Anna"], "“anna” is not an e-mail address."),
        (["anna@example.org", "--name", "Anna", "--role", "queen"], "there is no role “queen”"),
        (["taken@example.org", "--name", "Anna"], "taken@example.org has an account already."),
    ],
)
def test_an_impossible_account_is_refused(words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.create_user("taken@example.org", name="Ilze")
    code, said = answer(capsys, "user", "add", *words)
    assert code == 2 and sentence in said and User.objects.count() == 1


@pytest.mark.django_db
def test_a_link_is_printed_once_for_who_never_had_a_password_and_a_dead_mailbox_is_mended(capsys: pytest.CaptureFixture[str]) -> None:
    user = User.objects.create_user("anna@example.org", name="Anna")
    code, said = answer(capsys, "user", "link", "anna@example.org")
    assert code == 0 and "/account/password/new/" in said
    user.set_password("garš-un-labs-vārds-7")
    user.save()
    code, said = answer(capsys, "user", "link", "ANNA@example.org")
    assert code == 2 and "http" not in said
    code, said = answer(capsys, "user", "confirm", "anna@example.org", "--email", "jauna@example.org", "--link")
    assert code == 0 and "signs in as jauna@example.org" in said and "/account/password/new/" in said
    assert User.objects.get(pk=user.pk).email == "jauna@example.org"
    assert AuditEntry.objects.filter(act="command_line:confirm_user", thing_id=user.pk).exists()
    code, said = answer(capsys, "user", "confirm", "nobody@example.org")
    assert code == 2 and said.count("\n") == 1

"""Every column says once whether it tells who somebody is, what is delicate, or neither."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from ligzda.access.actor import Guarded
from ligzda.access.fields import EncryptedTextField, LookupField
from tests.rules.house import layers, obey

KINDS = ("identifying", "sensitive", "plain")
# A draft and the first answer to a form are their author's alone; colleagues know each other's names;
# the words of the search register say nothing of whose they are; an address that waits is for who looks after accounts, and for the two mailboxes.
OWN_DOOR = {"access.Draft", "access.FormKey", "access.User", "access.Proposal", "people.NameWord", "people.NameKey"}

# Personal text that lies plain so that it is found or counted, decided once; what is not named here is encrypted.
BY_NAME = "people and families are found by name, e-mail is the name at the door"
OF_THE_WORK = (
    "the text of the work is searched, compared between versions and printed; keys apart would not shield it from who reads the file"
)
PLAIN_TEXT = {
    "access.User": ({"email", "name", "password"}, BY_NAME),
    "people.Person": ({"first_name", "last_name", "folded", "interpreter_needed"}, BY_NAME),
    "people.FormerName": ({"first_name", "last_name"}, BY_NAME),
    "people.NameWord": ({"word"}, BY_NAME),
    "people.NameKey": ({"deletion"}, BY_NAME),
    "people.Family": ({"name", "folded"}, BY_NAME),
    "cases.AftercareContact": ({"sentence"}, OF_THE_WORK),
    "cooperation.AgendaItem": ({"text"}, OF_THE_WORK),
    "care.CareStatus": ({"deciding_body", "decision_number", "reason", "source", "accepted_because", "void_reason"}, OF_THE_WORK),
    "cases.Case": ({"number", "family_type"}, OF_THE_WORK),
    "cooperation.CaseMeeting": ({"place", "purpose", "not_informed_because", "others_present", "cancelled_because"}, OF_THE_WORK),
    "care.ContactVisit": ({"with_whom", "reaction"}, OF_THE_WORK),
    "closure.Continuing": ({"what", "with_whom", "who_pays"}, OF_THE_WORK),
    "cooperation.Disclosure": ({"institution", "name", "ground"}, OF_THE_WORK),
    "cases.Episode": ({"criterion", "exit_reason", "close_because", "continues_with", "family_opinion", "reopened_because"}, OF_THE_WORK),
    "cases.Goal": ({"text"}, OF_THE_WORK),
    "cases.GoalProgress": ({"note"}, OF_THE_WORK),
    "cooperation.InformationRequest": ({"institution", "name", "ground", "withdrawn_because"}, OF_THE_WORK),
    "cooperation.Letter": ({"institution", "name", "subject"}, OF_THE_WORK),
    "cooperation.MeetingInvitation": ({"name", "institution", "function", "ground"}, OF_THE_WORK),
    "cases.Note": ({"text"}, OF_THE_WORK),
    "cases.NoteVersion": ({"reason"}, OF_THE_WORK),
    "cases.Plan": ({"family_words", "change_reason"}, OF_THE_WORK),
    "cases.Referral": ({"number", "reason", "legal_ground", "described_family", "answer", "redirected_to"}, OF_THE_WORK),
    "care.ReturnAnswer": ({"who", "reason"}, OF_THE_WORK),
    "care.ReturnCondition": ({"what", "how_seen", "judge", "remark"}, OF_THE_WORK),
    "care.ReturnPlan": (
        {"contact_schedule", "authority_consent", "safety_check", "opinion", "deciding_body", "decision_number", "support_plan"},
        OF_THE_WORK,
    ),
    "care.ReturnStage": ({"sentence"}, OF_THE_WORK),
    "cases.Review": ({"present", "minutes", "family_words"}, OF_THE_WORK),
    "cases.Signature": ({"reason", "read_aloud_by"}, OF_THE_WORK),
    "cases.StateSpan": ({"sentence"}, OF_THE_WORK),
    "cases.Step": ({"text", "institution", "result"}, OF_THE_WORK),
    "care.SupportContact": ({"sentence"}, OF_THE_WORK),
    "care.TrialStay": ({"how", "child_words"}, OF_THE_WORK),
    "documents.Attachment": ({"title", "name", "void_reason"}, OF_THE_WORK),
    "people.Bond": ({"place"}, OF_THE_WORK),
    "people.Consent": ({"note"}, OF_THE_WORK),
    "people.LanguageSkill": ({"language"}, OF_THE_WORK),
    "people.Membership": ({"note"}, OF_THE_WORK),
    "people.Merge": ({"reason", "undone_because"}, OF_THE_WORK),
    "people.PrivacyNotice": ({"read_aloud_by"}, OF_THE_WORK),
    "people.Relation": ({"note"}, OF_THE_WORK),
    "services.Group": ({"topic"}, OF_THE_WORK),
    "services.Presence": ({"name"}, OF_THE_WORK),
    "services.AssistantGrant": ({"number", "void_reason"}, OF_THE_WORK),
    "services.Session": ({"place_note", "cancelled_because", "outside_episode_because", "outside_grant_because"}, OF_THE_WORK),
    "services.SessionVersion": ({"reason"}, OF_THE_WORK),
}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in layers()]


def unclassified(found: Iterable[type[Any]]) -> Iterator[str]:
    for model in found:
        said = [name for kind in KINDS for name in getattr(getattr(model, "Personal", None), kind, ())]
        columns = {field.name for field in model._meta.concrete_fields if not field.primary_key}
        if missing := columns - set(said):
            yield f"{model._meta.label}: not classified: {', '.join(sorted(missing))}"
        if wrong := {name for name in said if said.count(name) > 1 or name not in columns}:
            yield f"{model._meta.label}: said twice or no column: {', '.join(sorted(wrong))}"


def is_guarded(model: type[Any]) -> bool:
    """It has a circle of its own, or is part of something that has one and is fetched through it."""
    wholes = [field.related_model for field in model._meta.concrete_fields if field.many_to_one]
    own = isinstance(model._default_manager.all(), Guarded)
    return own or any(is_guarded(whole) for whole in wholes if whole is not model)


def unguarded(found: Iterable[type[Any]]) -> Iterator[str]:
    for model in found:
        personal = getattr(model, "Personal", None)
        delicate = getattr(personal, "sensitive", ()) or getattr(personal, "identifying", ())
        if delicate and model._meta.label not in OWN_DOOR and not is_guarded(model):
            yield f"{model._meta.label} holds personal data behind no circle"


def lying_open(found: Iterable[type[Any]]) -> Iterator[str]:
    """Identifying or sensitive text in a column that is neither encrypted nor a choice nor a digest, and not named above."""
    for model in found:
        personal = getattr(model, "Personal", None)
        protected = {*getattr(personal, "identifying", ()), *getattr(personal, "sensitive", ())}
        named = PLAIN_TEXT.get(model._meta.label, (set(), ""))[0]
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, (models.CharField, models.TextField, models.JSONField)) and not getattr(field, "choices", None)
            if is_text and field.name in protected - named and not isinstance(field, (EncryptedTextField, LookupField)):
                yield f"{model._meta.label}.{field.name} is personal text and lies plain"


def test_personal_text_is_encrypted_unless_it_is_named() -> None:
    obey(lying_open(our_models()), "Use EncryptedTextField, or name the column in PLAIN_TEXT with the reason.")


def test_what_is_named_as_plain_is_there_and_is_plain() -> None:
    models_ = {model._meta.label: model for model in our_models()}
    for label, (names, _why) in PLAIN_TEXT.items():
        fields = {field.name: field for field in models_[label]._meta.concrete_fields}
        assert all(name in fields and not isinstance(fields[name], EncryptedTextField) for name in names), label


def test_every_column_is_classified() -> None:
    obey(unclassified(our_models()), "Name each column once in the model's class Personal: identifying, sensitive or plain.")


def test_every_model_with_personal_data_is_guarded() -> None:
    obey(unguarded(our_models()), "objects = …QuerySet.as_manager(), with a queryset that extends access.actor.Guarded.")


def test_a_planted_model_is_found() -> None:
    class Planted:
        class Personal:
            identifying, sensitive, plain = {"name"}, set(), {"name", "gone"}

        _meta = type("Meta", (), {"label": "x.Planted", "concrete_fields": [models.CharField(name="name"), models.CharField(name="age")]})
        _default_manager = type("Manager", (), {"all": staticmethod(list)})

    assert len(list(unclassified([Planted]))) == 2
    assert len(list(lying_open([Planted]))) == 1
    assert len(list(unguarded([Planted]))) == 1

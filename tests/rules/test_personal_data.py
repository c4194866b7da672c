"""Every column says once whether it tells who somebody is, what is delicate, or neither."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from ligzda.access.actor import Guarded
from tests.rules.house import layers, obey

KINDS = ("identifying", "sensitive", "plain")
# A draft is its author's alone; colleagues know each other's names; the words of the search register say nothing of whose they are;
# an address that waits is for who looks after accounts, and for the two mailboxes.
OWN_DOOR = {"access.Draft", "access.User", "access.Proposal", "people.NameWord", "people.NameKey"}


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
    assert len(list(unguarded([Planted]))) == 1

"""What a seal and a checkpoint are signed over, to the letter: one that was made years ago is genuine, and one altered in anything is not."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access import keys, sealing
from ligzda.access.models import Checkpoint, Seal

AT, FROM, UNTIL = (dt.datetime(2026, 3, day, 9, 30, tzinfo=dt.UTC) for day in (2, 3, 4))


def made(**fields: Any) -> Seal:
    values = {"trail": "reads", "at": AT, "leaf": 1, "first_id": 11, "last_id": 13, "count": 3, "root": "r", "previous": "p"}
    return Seal(**values | {"key_id": keys.current_seal_key_id()} | fields)


def kept(**fields: Any) -> Checkpoint:
    values = {"trail": "reads", "from_at": FROM, "until_at": UNTIL, "count": 3, "last_digest": "d", "last_seal": 0}
    return Checkpoint(**values | {"key_id": keys.current_seal_key_id()} | fields)


@pytest.mark.parametrize(("leaf", "named"), [(1, ""), (2, "|2"), (3, "|3")])
def test_a_seal_names_the_version_of_its_leaf_from_the_second_on(leaf: int, named: str) -> None:
    text = f"seal|reads|2026-03-02T09:30:00+00:00|11|13|3|r|p{named}"
    assert sealing.digest(made(leaf=leaf)) == keys.sign(text, keys.current_seal_key_id())


@pytest.mark.parametrize(("seal", "named"), [(0, ""), (1, "|1"), (7, "|7")])
def test_a_checkpoint_names_the_last_seal_it_stands_for(seal: int, named: str) -> None:
    text = f"checkpoint|reads|2026-03-03T09:30:00+00:00|2026-03-04T09:30:00+00:00|3|d{named}"
    assert sealing.checkpoint_signature(kept(last_seal=seal)) == keys.sign(text, keys.current_seal_key_id())


def test_a_moment_is_the_same_in_every_zone() -> None:
    riga = dt.timezone(dt.timedelta(hours=2))
    assert sealing.digest(made(at=AT.astimezone(riga))) == sealing.digest(made())
    assert sealing.checkpoint_signature(kept(from_at=FROM.astimezone(riga))) == sealing.checkpoint_signature(kept())


def test_a_key_that_is_gone_signs_nothing() -> None:
    assert sealing.digest(made(key_id="gone")) == "" == sealing.checkpoint_signature(kept(key_id="gone"))

"""Doctor reads a trail from where it was last found whole; what lies before is counted, and read by ``ligzda audit``."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections, router
from django.test.utils import CaptureQueriesContext

from ligzda.access import audit, checked, sealing, verifying
from ligzda.access.models import AuditEntry, ReadEntry, Seal
from ligzda.config import health
from ligzda.kernel import clock
from tests.access.test_tampering import BOTH, doctor_says, seal_again
from tests.access.test_trail import story  # noqa: F401  the same story
from tests.cast import Cast, make_reading

pytestmark = pytest.mark.django_db(transaction=True)


def more(story: Cast) -> None:  # noqa: F811
    """Another minute of work, sealed."""
    audit.record(story.actor("worker_in"), "change_family", story.family, circle=story.circle)
    make_reading(story.actor("worker_in"), story.family, story.circle)
    seal_again()


def looked_at(trail: str) -> int:
    """How many entries the next look reads."""
    return next(one.entries for one in verifying.lately() if one.trail == trail)


@BOTH
def test_what_was_found_whole_is_not_read_again(story: Cast, trail: str, model: Any) -> None:  # noqa: F811
    seal_again()
    assert looked_at(trail) == model.objects.count()
    more(story)
    assert (looked_at(trail), looked_at(trail)) == (1, 0)
    assert next(one.entries for one in verifying.report() if one.trail == trail) == model.objects.count()


@BOTH
def test_what_is_changed_after_the_mark_is_found_by_doctor(story: Cast, trail: str, model: Any) -> None:  # noqa: F811
    seal_again()
    assert not doctor_says()
    more(story)
    model.objects.filter(pk=model.objects.latest("id").pk).update(thing_id=99)
    assert "an entry of this batch has been changed" in doctor_says()
    assert "an entry of this batch has been changed" in doctor_says()  # it stays found


@BOTH
def test_what_is_removed_or_added_before_the_mark_is_found_by_doctor(story: Cast, trail: str, model: Any) -> None:  # noqa: F811
    seal_again()
    assert not doctor_says()
    more(story)
    first = model.objects.order_by("id")[0]
    if model is AuditEntry:
        first.delete()
        assert "an entry of this batch is missing" in doctor_says()
    else:
        ReadEntry.objects.filter(pk=make_reading(story.actor("worker_in"), story.family, story.circle).pk).update(seal_id=first.seal_id)
        assert "an entry was added to this batch" in doctor_says()


def test_a_batch_that_went_with_its_seal_before_the_mark_is_found_by_doctor(story: Cast) -> None:  # noqa: F811
    audit.seal("changes", batch=2)
    assert not doctor_says()
    first = Seal.objects.filter(trail="changes").order_by("id")[0]
    AuditEntry.objects.filter(seal=first).delete()
    first.delete()
    assert "a seal before this one is missing" in doctor_says()


@BOTH
def test_what_is_changed_before_the_mark_is_found_by_audit_and_from_then_on_by_doctor(story: Cast, trail: str, model: Any) -> None:  # noqa: F811
    seal_again()
    assert not doctor_says()
    more(story)
    model.objects.filter(pk=model.objects.order_by("id")[0].pk).update(thing_id=99)
    assert not next(one for one in verifying.report() if one.trail == trail).whole
    assert "an entry of this batch has been changed" in doctor_says()


def test_doctor_says_when_all_was_last_read_and_asks_for_it_after_a_month(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    seal_again()
    list(health.trails())
    said = [one for one in health.trails() if "was last read" in one.says]
    assert len(said) == 2 and all(one.well for one in said)
    now = clock.now() + dt.timedelta(days=32)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert "All of the trail of reads was last read 768 h ago" in doctor_says()
    verifying.report()
    assert "was last read" not in doctor_says()


@pytest.mark.parametrize("text", ["", "{}", "not ours", '{"changes": 7}', '{"changes": {"seal": 1}}'])
def test_a_mark_that_no_key_signed_is_as_good_as_none(story: Cast, text: str) -> None:  # noqa: F811
    seal_again()
    verifying.lately()
    path = Path(settings.TRAIL_HEADS).with_suffix(".checked")
    path.write_text(text, encoding="utf-8")
    assert looked_at("changes") == 5 and looked_at("changes") == 0
    kept = json.loads(path.read_text(encoding="utf-8"))
    last = Seal.objects.filter(trail="changes").latest("id")
    for forged in ({"entries": 4}, {"key_id": "gone", "signature": ""}, {"walked_at": "2030-01-01T00:00:00+00:00"}, {"trail": "reads"}):
        path.write_text(json.dumps({**kept, "changes": {**kept["changes"], **forged}}), encoding="utf-8")
        assert checked.mark_of("changes") is None and last.pk == kept["changes"]["seal"]


def test_pruning_up_to_before_and_beyond_the_mark_leaves_it_whole(story: Cast) -> None:  # noqa: F811
    audit.seal("reads", batch=2)
    audit.seal("changes", batch=2)
    assert not doctor_says()
    middle = ReadEntry.objects.order_by("id")[2].at
    assert audit.prune("reads", middle) == 2 and not doctor_says()
    assert audit.prune("reads", clock.now() + dt.timedelta(days=1)) == 2 and not doctor_says()


def test_what_a_killed_pruning_left_lying_is_not_counted_before_the_mark(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    audit.seal("reads", batch=2)
    assert not doctor_says()
    finish, asked = sealing._finish_pruning, list[str]()

    def killed(trail: str) -> None:
        asked.append(trail)
        if len(asked) > 1:
            raise OSError("killed")
        finish(trail)

    with monkeypatch.context() as patched, pytest.raises(OSError, match="killed"):
        patched.setattr(sealing, "_finish_pruning", killed)
        audit.prune("reads", ReadEntry.objects.order_by("id")[2].at)
    assert looked_at("reads") == 0 and not doctor_says()


def test_a_look_costs_as_many_statements_however_long_the_trail_is(story: Cast) -> None:  # noqa: F811
    seal_again()
    verifying.lately()
    costs = []
    for _n in range(3):
        with CaptureQueriesContext(connections[router.db_for_read(AuditEntry) or "default"]) as seen:
            verifying.lately()
        costs.append(len(seen))
        more(story)
        verifying.lately()
    assert len(set(costs)) == 1

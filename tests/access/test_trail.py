"""The trail: written at once, sealed in batches; whoever touches a sealed entry is found out."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from ligzda.access import audit, keys, leaves, sealing
from ligzda.access.models import AuditEntry, Checkpoint, ReadEntry, Seal
from ligzda.kernel import clock
from tests.cast import Cast, make_cast, make_reading
from tests.signing import written_so

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story() -> Cast:
    """Five changes and four reads, not sealed yet."""
    cast = make_cast()
    worker = cast.actor("worker_in")
    for n in range(5):
        audit.record(worker, "change_family", cast.family, circle=cast.circle, changed={"name": (f"before {n}", f"after {n}")})
    for _n in range(4):
        make_reading(worker, cast.family, cast.circle)
    return cast


def faults(trail: str) -> set[str]:
    return {fault for fault, _where in audit.verify(trail).faults}


def test_entries_hold_no_personal_text(story: Cast) -> None:
    entry = AuditEntry.objects.order_by("-id")[0]
    assert "after" not in str(vars(entry)) and story.family.name not in str(vars(entry))
    assert entry.digests["name"] == [audit.digest(entry.salt, "before 4"), audit.digest(entry.salt, "after 4")]


def test_both_trails_are_sealed_in_batches_and_whole(story: Cast) -> None:
    assert audit.seal("changes", batch=2) == 5
    assert audit.seal("reads", batch=3) == 4
    assert audit.seal("reads") == 0
    for report, seals in zip(audit.report(), (3, 2), strict=True):
        assert report.whole and report.seals == seals and report.unsealed == 0 and report.last_digest


def test_more_entries_than_are_compared_at_once_are_sealed_all_the_same(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 2)
    assert audit.seal("changes", batch=100) == 5 and audit.verify("changes").whole


def test_the_unsealed_interval_is_stated(story: Cast) -> None:
    report = audit.verify("changes")
    assert (report.seals, report.unsealed) == (0, 5)
    assert report.oldest_unsealed_at is not None


@pytest.mark.parametrize(("trail", "model"), [("changes", AuditEntry), ("reads", ReadEntry)])
def test_a_changed_entry_is_found(story: Cast, trail: str, model: Any) -> None:
    audit.seal(trail)
    model.objects.filter(pk=model.objects.order_by("id")[1].pk).update(thing_id=999)
    assert faults(trail) == {"entry_changed"}


@pytest.mark.parametrize(("trail", "model"), [("changes", AuditEntry), ("reads", ReadEntry)])
def test_a_removed_entry_is_found(story: Cast, trail: str, model: Any) -> None:
    audit.seal(trail)
    model.objects.order_by("id")[0].delete()
    assert faults(trail) == {"entry_missing"}


def test_an_entry_slipped_into_a_sealed_batch_is_found(story: Cast) -> None:
    audit.seal("changes")
    AuditEntry.objects.create(act="seat", thing="access.seat", thing_id=1, seal=Seal.objects.get())
    assert faults("changes") == {"entry_added"}


def test_a_removed_seal_is_found(story: Cast) -> None:
    audit.seal("reads", batch=2)
    Seal.objects.filter(trail="reads").order_by("id")[0].delete()
    assert faults("reads") == {"seal_missing_before", "seal_missing"}


def test_a_seal_made_without_the_key_is_found(story: Cast) -> None:
    audit.seal("changes")
    AuditEntry.objects.filter(pk=AuditEntry.objects.latest("id").pk).update(act="nothing")
    seal = Seal.objects.get()
    seal.root = sealing.root(
        "access.auditentry", leaves.newest("access.auditentry"), [leaves.values(row) for row in AuditEntry.objects.order_by("id")]
    )
    seal.save()
    assert faults("changes") == {"seal_changed"}


def test_erasure_destroys_the_salt_and_leaves_the_chain_whole(story: Cast) -> None:
    audit.seal("changes")
    assert audit.forget({"people.family": [story.family.pk]}) == 5
    assert not AuditEntry.objects.exclude(salt="").exists()
    assert audit.verify("changes").whole


def test_pruning_takes_whole_batches_and_leaves_a_signed_checkpoint(story: Cast) -> None:
    old = clock.now() - dt.timedelta(days=900)
    written_so(AuditEntry.objects.order_by("id")[:3], at=old)
    audit.seal("changes", batch=2)
    assert audit.prune("changes", clock.now() - dt.timedelta(days=730)) == 2
    report = audit.verify("changes")
    assert report.whole and (report.pruned, report.entries, report.seals) == (2, 3, 2)
    Checkpoint.objects.update(count=1)
    assert faults("changes") == {"checkpoint_changed"}


def test_on_postgresql_an_open_transaction_keeps_later_entries_unsealed(story: Cast, on_postgresql: bool) -> None:
    """It may still write an entry with a smaller number, so the batch waits for it."""
    if not on_postgresql:
        pytest.skip("SQLite has one writer at a time")
    assert sealing.seal("changes") == 5
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_current_xact_id()")
            audit.note("sign_in", user=story.worker_in)
            assert sealing.seal("changes") == 0
            cursor.execute("COMMIT")
        assert sealing.seal("changes") == 1
    finally:
        other.close()


def test_the_key_of_the_seals_is_not_the_key_of_the_look_up() -> None:
    assert keys.sign("text", keys.current_seal_key_id()) != keys.lookup_digest("text")
    assert keys.sign("text", "lost") == ""

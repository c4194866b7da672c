"""Whoever keeps the database and not the keys: what was emptied, cut short, put back, slipped in or dated back is found, and stays found."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections, router

from ligzda.access import audit, heads, leaves, sealing, verifying
from ligzda.access.audit_labels import act_words
from ligzda.access.models import AuditEntry, Checkpoint, Circle, ReadEntry, Seal, SealHead
from ligzda.config import health
from ligzda.kernel import clock
from tests.access.test_trail import faults, story  # noqa: F401  the same story
from tests.cast import Cast
from tests.config.test_command_line import answer

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = pytest.mark.parametrize(("trail", "model"), [("changes", AuditEntry), ("reads", ReadEntry)])


def raw(model: Any, statement: str, *values: Any) -> None:
    with connections[router.db_for_write(model)].cursor() as cursor:
        cursor.execute(statement.replace("TABLE", model._meta.db_table), values)


def opened(story: Cast) -> ReadEntry:  # noqa: F811
    return ReadEntry(user_id=story.actor("worker_in").user.pk, circle_id=story.circle.pk, thing="people.family", thing_id=7, page="x")  # type: ignore[union-attr]


def seal_again() -> None:
    """What the clock does a minute later."""
    sealing.seal_all()


def doctor_says() -> str:
    return " ".join(finding.says for finding in health.trails() if not finding.well)


def test_every_way_of_writing_an_entry_signs_it(story: Cast) -> None:  # noqa: F811
    ReadEntry.objects.bulk_create([opened(story), opened(story)])
    audit.note("sign_in", user=story.worker_in)
    for model in (AuditEntry, ReadEntry):
        for row in model.objects.all():
            assert leaves.is_signed(model._meta.label_lower, leaves.values(row))
    assert len({row.signature for row in ReadEntry.objects.all()}) == 6


@BOTH
def test_an_emptied_trail_is_not_whole_and_never_again(story: Cast, trail: str, model: Any) -> None:  # noqa: F811
    sealing.seal_all()
    AuditEntry.objects.all().delete() if trail == "changes" else ReadEntry.objects.all().delete()
    Seal.objects.filter(trail=trail).delete()
    assert "head_ahead" in faults(trail) and "counts" in doctor_says()
    seal_again()
    assert "broken_before" in faults(trail) and not audit.verify(trail).whole
    seal_again()
    assert AuditEntry.objects.filter(act=f"trail_broken_{trail}").count() == 1


def test_all_tables_emptied_are_known_by_the_file_beside_the_keys(story: Cast) -> None:  # noqa: F811
    sealing.seal_all()
    for model in (AuditEntry, ReadEntry, Seal, SealHead, Checkpoint):
        model.objects.all().delete()
    assert faults("changes") == faults("reads") == {"head_missing"}
    assert "5 sealed entries" in doctor_says() and "4 sealed entries" in doctor_says()
    seal_again()
    assert faults("changes") == faults("reads") == {"broken_before"}


@BOTH
def test_a_tail_cut_off_is_found(story: Cast, trail: str, model: Any) -> None:  # noqa: F811
    audit.seal(trail, batch=2)
    last = Seal.objects.filter(trail=trail).latest("id")
    model.objects.filter(seal_id=last.pk).delete()
    last.delete()
    assert faults(trail) == {"head_ahead"}
    seal_again()
    assert "broken_before" in faults(trail)


def test_a_row_that_was_slipped_in_and_dated_back_is_never_sealed(story: Cast) -> None:  # noqa: F811
    long_ago = clock.now() - dt.timedelta(days=300)
    plain, guessed = (ReadEntry.objects.bulk_create([opened(story)])[0].pk for _n in range(2))
    ReadEntry.objects.filter(pk=plain).update(at=long_ago, signature="")
    ReadEntry.objects.filter(pk=guessed).update(at=long_ago)
    assert audit.seal("reads") == 4
    assert faults("reads") == {"entry_unsigned", "entry_forged"} and ReadEntry.objects.filter(seal_id=None).count() == 2
    assert "not written by Ligzda" in doctor_says()


@BOTH
def test_an_entry_changed_before_its_seal_is_never_sealed(story: Cast, trail: str, model: Any) -> None:  # noqa: F811
    model.objects.filter(pk=model.objects.latest("id").pk).update(thing_id=7)
    assert audit.seal(trail) == (4 if trail == "changes" else 3)
    assert faults(trail) == {"entry_forged"}


def test_a_copy_of_a_genuine_entry_is_known(story: Cast) -> None:  # noqa: F811
    sealing.seal_all()
    with connections[router.db_for_write(ReadEntry)].cursor() as cursor:
        cursor.execute("DROP INDEX read_signed_once")
    try:
        columns = ", ".join(field.column for field in ReadEntry._meta.concrete_fields if field.name not in ("id", "seal_id"))
        raw(ReadEntry, f"INSERT INTO TABLE ({columns}) SELECT {columns} FROM TABLE WHERE id = %s", ReadEntry.objects.latest("id").pk)
        assert audit.seal("reads") == 0
        assert faults("reads") == {"entry_copied"}
    finally:
        ReadEntry.objects.filter(seal_id=None).delete()
        with connections[router.db_for_write(ReadEntry)].schema_editor() as editor:
            editor.add_constraint(ReadEntry, ReadEntry._meta.constraints[0])


def test_many_forged_rows_do_not_hold_up_the_genuine_ones(story: Cast) -> None:  # noqa: F811
    AuditEntry.objects.filter(pk__in=list(AuditEntry.objects.order_by("id").values_list("pk", flat=True)[:3])).update(act="x")
    assert audit.seal("changes", batch=2) == 2


def test_an_older_copy_of_the_database_with_the_seals_is_found(story: Cast) -> None:  # noqa: F811
    audit.seal("changes", batch=2)
    for one in Seal.objects.order_by("-id")[:2]:  # as it stood two seals ago
        AuditEntry.objects.filter(seal=one).delete()
        one.delete()
    assert faults("changes") == {"head_ahead"}


def test_an_older_copy_of_the_database_with_the_heads_is_found(story: Cast) -> None:  # noqa: F811
    audit.seal("changes", batch=4)
    old = SealHead.objects.get(trail="changes")
    audit.record(story.actor("worker_in"), "change_family", story.family)
    seal_again()
    SealHead.objects.filter(pk=old.pk).update(digest=Seal.objects.order_by("id")[0].digest)
    assert faults("changes") == {"head_changed"}
    early = Seal.objects.order_by("id")[0]
    head = heads.Head("changes", early.digest, 4, heads.in_database("changes").at, early.key_id)  # type: ignore[union-attr]
    SealHead.objects.filter(pk=old.pk).update(digest=early.digest, count=4, signature=head.signed())
    assert faults("changes") == {"head_behind"} and "older copy" in doctor_says()
    seal_again()
    assert faults("changes") == {"broken_before"}


def test_an_older_copy_of_the_keys_is_made_good_and_told(story: Cast) -> None:  # noqa: F811
    audit.seal("changes")
    kept = Path(settings.TRAIL_HEADS).read_text(encoding="utf-8")
    audit.record(story.actor("worker_in"), "change_family", story.family)
    opened(story).save()
    seal_again()
    Path(settings.TRAIL_HEADS).write_text(kept, encoding="utf-8")
    assert audit.verify("changes").whole and audit.verify("changes").interrupted
    seal_again()
    assert AuditEntry.objects.filter(act="seal_healed_changes").exists()
    assert audit.verify("changes").whole and not audit.verify("changes").interrupted


def test_a_file_of_heads_that_was_written_by_hand_is_found(story: Cast) -> None:  # noqa: F811
    sealing.seal_all()
    for text in ("{}", "not a file of ours", '{"changes": {"digest": ""}}'):
        Path(settings.TRAIL_HEADS).write_text(text, encoding="utf-8")
        assert (faults("changes") == {"head_changed"}) is (text != "{}")


def test_a_new_column_breaks_no_old_seal(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    sealing.seal_all()
    for label, versions in leaves.LEAVES.items():
        now = max(versions)
        monkeypatch.setitem(leaves.LEAVES, label, versions | {now + 1: (*versions[now], "seal_id")})  # any column that was not in it
    assert audit.verify("changes").whole and audit.verify("reads").whole
    audit.record(story.actor("worker_in"), "change_family", story.family)
    seal_again()
    assert Seal.objects.filter(trail="changes").values("leaf").distinct().count() == 2


def test_a_seal_does_not_change_the_version_of_its_leaf(story: Cast) -> None:  # noqa: F811
    audit.seal("changes")
    Seal.objects.update(leaf=1)
    assert faults("changes") == {"seal_changed"}


def test_every_column_of_an_entry_is_in_its_newest_leaf() -> None:
    for model in sealing.TRAILS.values():
        columns = {one.attname for one in model._meta.concrete_fields} - leaves.OUTSIDE
        label = model._meta.label_lower
        assert set(leaves.LEAVES[label][leaves.newest(label)]) == columns, "Add a version to LEAVES that names the new column."


def test_a_circle_that_stands_in_the_trail_stays(story: Cast) -> None:  # noqa: F811
    assert AuditEntry._meta.get_field("circle").remote_field.on_delete.__name__ == "PROTECT"  # an emptied circle would look forged


def test_what_befell_the_trail_stands_with_the_organisation(story: Cast) -> None:  # noqa: F811
    sealing.seal_all()
    SealHead.objects.all().delete()
    seal_again()
    entry = AuditEntry.objects.get(act="trail_broken_reads")
    assert entry.circle == Circle.objects.get(kind=Circle.Kind.ORGANISATION)
    assert act_words(entry.act) != act_words("change")


@pytest.fixture
def two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """As if the trail lay in a file that can get lost."""

    def lost() -> Path:
        if connection.vendor != "sqlite":
            pytest.skip("PostgreSQL keeps the trail in the one database: there is no file to lose")
        found = connections["trail"]
        monkeypatch.setattr(found.creation, "is_in_memory_db", lambda name: False)
        monkeypatch.setitem(found.settings_dict, "NAME", str(tmp_path / "ligzda-trail.sqlite3"))
        return tmp_path / "ligzda-trail.sqlite3"

    return lost


def test_a_missing_file_of_the_trail_is_a_sentence(
    story: Cast,  # noqa: F811
    two_files: Callable[[], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    sealing.seal_all()
    lost = two_files()
    code, said = answer(capsys, "audit", "--seal")
    assert code == 1 and said.count("missing or cannot be read") == 2 and "Traceback" not in said
    assert not lost.exists()  # looking for it did not make an empty one
    assert "missing or cannot be read" in " ".join(finding.says for finding in health.database() if not finding.well)
    assert "missing or cannot be read" in doctor_says()


def test_a_trail_without_its_table_is_a_sentence(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(ReadEntry._meta, "db_table", "access_lost")
    assert verifying.verify("reads").faults == [("unreadable", 0)]


def test_doctor_and_audit_agree(story: Cast, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    sealing.seal_all()
    assert answer(capsys, "audit")[0] == 0 and not doctor_says()
    ReadEntry.objects.filter(pk=ReadEntry.objects.latest("id").pk).update(page="elsewhere")
    code, said = answer(capsys, "audit")
    assert code == 1 and "an entry of this batch has been changed" in said and "an entry of this batch has been changed" in doctor_says()


def test_a_clock_that_was_set_back_is_told_and_is_no_tampering(story: Cast, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    sealing.seal_all()
    now = clock.now()
    for minutes, is_told in ((0, False), (1, False), (90, True)):  # a minute is what two machines may differ by
        last = AuditEntry.objects.create(act="x", thing="cases.case", circle=story.circle, at=now - dt.timedelta(minutes=minutes))
        code, said = answer(capsys, "audit")
        assert code == 0 and (f"entry {last.pk}: before it the clock" in said) is is_told
    seal_again()
    code, said = answer(capsys, "audit")
    assert code == 0 and f"entry {last.pk}: before it the clock of the machine went back by 89 min" in said and not doctor_says()


def test_a_trial_that_begins_from_nothing_puts_the_old_heads_aside(story: Cast, tmp_path: Path) -> None:  # noqa: F811
    sealing.seal_all()
    heads.put_aside()
    assert not Path(settings.TRAIL_HEADS).exists() and len(list(tmp_path.glob("trail.heads.*"))) == 1


@BOTH
def test_a_checkpoint_that_no_key_signed_hides_no_batch(story: Cast, trail: str, model: Any) -> None:  # noqa: F811
    audit.seal(trail, batch=2)
    first = Seal.objects.filter(trail=trail).order_by("id")[0]
    rows = model.objects.filter(seal_id=first.pk)
    Checkpoint.objects.create(
        trail=trail, from_at=rows[0].at, until_at=rows[0].at, count=2, last_digest=first.digest, last_seal=first.pk, key_id="gone", signature=""
    )  # fmt: skip
    rows.delete()
    first.delete()
    assert faults(trail) == {"checkpoint_changed"}


@BOTH
def test_a_seal_of_a_key_that_is_not_there_is_no_seal(story: Cast, trail: str, model: Any) -> None:  # noqa: F811
    audit.seal(trail)
    Seal.objects.filter(trail=trail).update(key_id="gone", digest="")
    assert {"seal_changed", "head_ahead"} <= faults(trail)


@BOTH
def test_whoever_takes_both_heads_away_does_not_begin_anew(story: Cast, trail: str, model: Any) -> None:  # noqa: F811
    audit.seal(trail, batch=2)
    SealHead.objects.filter(trail=trail).delete()
    Path(settings.TRAIL_HEADS).unlink()
    assert faults(trail) == {"heads_missing"}
    seal_again()
    assert faults(trail) == {"broken_before"}


def test_an_older_copy_of_all_tables_without_the_file_is_found(story: Cast) -> None:  # noqa: F811
    audit.seal("reads", batch=2)
    old = SealHead.objects.get(trail="reads")
    said = {name: getattr(old, name) for name in ("digest", "count", "at", "key_id", "signature")}
    before = Seal.objects.filter(trail="reads").latest("id").pk
    opened(story).save()
    audit.seal("reads")
    ReadEntry.objects.filter(seal_id__gt=before).delete()  # all tables as they stood a minute ago, and the file gone
    Seal.objects.filter(trail="reads", pk__gt=before).delete()
    SealHead.objects.filter(trail="reads").update(**said)
    assert faults("reads") == {"head_ahead"}
    Path(settings.TRAIL_HEADS).unlink()
    assert faults("reads") == {"file_missing"}


def test_rows_of_one_trail_are_nothing_in_the_other(story: Cast) -> None:  # noqa: F811
    entry = AuditEntry.objects.latest("id")
    ReadEntry.objects.filter(pk=ReadEntry.objects.latest("id").pk).update(signature=entry.signature)
    assert faults("reads") == {"entry_forged"}
    sealing.seal_all()
    changes, reads = SealHead.objects.get(trail="changes"), SealHead.objects.get(trail="reads")
    SealHead.objects.filter(pk=reads.pk).update(digest=changes.digest, count=changes.count, at=changes.at, signature=changes.signature)
    assert "head_changed" in faults("reads")


@BOTH
def test_two_entries_that_changed_places_are_found(story: Cast, trail: str, model: Any) -> None:  # noqa: F811
    audit.seal(trail)
    first, second = model.objects.order_by("id")[:2]
    for was, becomes in ((first.pk, 1_000_000), (second.pk, first.pk), (1_000_000, second.pk)):
        raw(model, "UPDATE TABLE SET id = %s WHERE id = %s", becomes, was)
    assert faults(trail) == {"entry_changed"}

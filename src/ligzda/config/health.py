"""The questions `ligzda doctor` asks. Each answer is a sentence, and a fault says how to mend it."""

import datetime as dt
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from ligzda.access import keys, sealing, verifying
from ligzda.access.actor import Actor, in_force
from ligzda.access.models import ClockRun, Seat, User
from ligzda.config import scheduler as jobs
from ligzda.config.commands import migrate
from ligzda.documents import shelf
from ligzda.documents.models import Attachment, WordTemplate
from ligzda.kernel import clock
from ligzda.kernel.languages import TRANSLATED
from ligzda.kernel.post import goes_out
from ligzda.safeguarding.queries.designated import too_few

FULL_WALK = dt.timedelta(days=31)  # how long the end of a trail may be read alone


@dataclass(frozen=True)
class Finding:
    well: bool
    says: str
    mend: str = ""


def examine() -> Iterator[Finding]:
    """Every answer in turn. What lies in the database is asked only when its tables are there."""
    yield from mode()
    yield from secrets_on_disk()
    yield from assets()
    yield from space()
    reached = list(database())
    yield from reached
    if all(finding.well for finding in reached):
        for question in IN_DATABASE:
            yield from question()


def mode() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding(False, "Debug pages are on; they show records and settings to whoever causes an error.", "Remove LIGZDA_DEBUG.")
    if not settings.PRODUCTION:
        yield Finding(True, "This is a trial on one machine (LIGZDA_MODE=local). For real files set LIGZDA_MODE=production.")
        return
    yield Finding(
        bool(settings.ALLOWED_HOSTS), f"Answers to {', '.join(settings.ALLOWED_HOSTS) or 'no name'}.", "Name the host in LIGZDA_HOSTS."
    )
    yield Finding(settings.HTTPS, "Cookies travel encrypted only.", "Remove LIGZDA_HTTPS=no and put a proxy with a certificate in front.")
    yield Finding(
        goes_out(),
        "E-mail goes out." if goes_out() else "No e-mail goes out: forgotten passwords and invitations are handed over by a person.",
        "Name the mail server in LIGZDA_EMAIL_HOST (and _PORT, _USER, _PASSWORD, _FROM).",
    )
    yield Finding(True, f"Links in e-mails begin with {settings.SITE_ADDRESS} (LIGZDA_ADDRESS).")
    for message in checks.run_checks(include_deployment_checks=True):
        if message.level >= checks.WARNING:
            yield Finding(
                False, f"{message.id}: {message.msg.splitlines()[0]}", (message.hint or "See Django's deployment checklist.").strip()
            )


def secrets_on_disk() -> Iterator[Finding]:
    folder = Path(settings.LIGZDA_KEYS_DIR)
    try:
        whole = keys.decrypt(keys.encrypt("ligzda")) == "ligzda"
    except Exception as error:  # any fault at all means that protected fields cannot be read
        yield Finding(False, f"The keys in {folder} cannot be used ({type(error).__name__}).", "Restore the folder from its backup.")
        return
    yield Finding(whole, f"Protected fields are written with key {keys.current_key_id()}. Back up {folder} apart from the database.")
    yield from _private(folder)
    if (own := settings.VAR / "secret_key").exists():
        yield from _private(own)


def _private(path: Path) -> Iterator[Finding]:
    open_to_others = path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    if open_to_others:
        yield Finding(False, f"Others on this machine can read {path}.", f"chmod -R go= {path}")


def assets() -> Iterator[Finding]:
    there = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    yield Finding(
        there or settings.DEBUG, "Style sheets and scripts are built." if there else "Style sheets and scripts are missing.", "make assets"
    )
    sources = [Path(__file__).parents[1].glob(f"*/locale/{code}/LC_MESSAGES/django.po") for code in TRANSLATED]
    stale = [po for found in sources for po in found if not po.with_suffix(".mo").exists()]
    yield Finding(not stale, "Every language is compiled." if not stale else f"{len(stale)} catalogues are not compiled.", "make setup")


def space() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.VAR if settings.VAR.exists() else settings.HOME).free / 2**30
    yield Finding(free > 1, f"{free:.1f} GB free for files and database.", "Make room: below 1 GB nothing can be saved safely.")


def database() -> Iterator[Finding]:
    lost = [trail for trail in sealing.TRAILS if verifying.is_missing(trail)]
    if lost:
        yield Finding(False, f"The trail of {' and '.join(lost)} is not whole: {verifying.SENTENCES['unreadable']}.", "ligzda audit")
        return
    try:
        connection.ensure_connection()
        waiting = migrate.waiting()
    except DatabaseError as error:
        yield Finding(
            False, f"The database does not answer ({type(error).__name__}).", "Look at LIGZDA_DATABASE_URL and whether the server runs."
        )
        return
    kind = "PostgreSQL" if connection.vendor == "postgresql" else f"SQLite {sqlite3.sqlite_version}"
    yield Finding(True, f"The database is {kind}.")
    yield Finding(
        not waiting, "Its tables have the shape of this version." if not waiting else f"{waiting} migrations are waiting.", "ligzda migrate"
    )


def engine() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            journal = cursor.fetchone()[0]
            yield Finding(
                journal == "wal", f"SQLite journal: {journal}.", "Move the file to a local disk; WAL does not work over a network."
            )
            if settings.PRODUCTION:
                yield Finding(True, "SQLite serves one office; for several centres use PostgreSQL.")
            return
        cursor.execute("SELECT current_setting('server_version_num')::int")
        version = cursor.fetchone()[0]
        yield Finding(version >= 150000, f"PostgreSQL {version // 10000}.", "Upgrade to PostgreSQL 15 or newer.")


def people() -> Iterator[Finding]:
    administrators = Seat.objects.filter(in_force(clock.today()), role="administrator", user__is_active=True)
    count = administrators.values("user").distinct().count()
    yield Finding(count > 0, f"{count} people administer this installation.", "ligzda user add EMAIL --name NAME")
    yield Finding(True, f"{User.objects.filter(is_active=True, is_system=False).count()} accounts can sign in.")


def designated_persons() -> Iterator[Finding]:
    """A concern about the only one would reach nobody; this stands here whether one was raised or not."""
    for place, people_there in too_few(Actor.system("doctor")):
        yield Finding(
            False, f"{place}: {people_there} designated safeguarding persons; a concern about one has to reach another.",
            "An administrator gives the role to a second person.",
        )  # fmt: skip


def periodic_jobs() -> Iterator[Finding]:
    """A job is late when it has missed three turns."""
    runs = {run.name: run for run in ClockRun.objects.all()}
    for job in jobs.JOBS:
        run = runs.get(job.name)
        if run is None or run.last_started_at is None:
            yield Finding(False, f"The job {job.name} has never run.", "Start “ligzda serve”, or run “ligzda clock --once”.")
            continue
        when = clock.now() - run.last_started_at
        said = f"The job {job.name} last ran {_ago(when)} ago."
        if not run.ok:
            yield Finding(False, f"{said} It failed: {run.message}.", "The server's log names the place.")
        else:
            yield Finding(when < job.every * 3 + dt.timedelta(minutes=5), said, "Is “ligzda serve” running?")


def kept_files() -> Iterator[Finding]:
    """Whoever opens one that is gone is told to come to the administrator, who is told here which it is."""
    on_record = [name for model in (Attachment, WordTemplate) for name in model.objects.order_by("id").values_list("stored_as", flat=True)]
    gone = shelf.lost(on_record)
    named = ", ".join(gone[:5]) + (f" and {len(gone) - 5} more" if len(gone) > 5 else "")
    yield Finding(
        not gone, f"Kept files: {len(on_record)}, none is missing." if not gone else f"Kept files that are missing: {named}.",
        f"Restore {Path(settings.MEDIA_ROOT) / 'kept'} from its backup.",
    )  # fmt: skip


def trails() -> Iterator[Finding]:
    """What `ligzda audit` finds, in a line each, read since the trail was last found whole.

    What was written since the last seal could still be removed unseen.
    """
    for trail in verifying.lately():
        oldest = trail.oldest_unsealed_at
        waiting = clock.now() - oldest if oldest else dt.timedelta()
        said = f"The trail of {trail.trail} is sealed up to {_ago(waiting)} ago." if oldest else f"The trail of {trail.trail} is sealed."
        yield Finding(waiting < dt.timedelta(minutes=10), said, "Start “ligzda serve”, or run “ligzda audit --seal”.")
        if trail.walked_at:
            age = clock.now() - trail.walked_at
            yield Finding(
                age < FULL_WALK,
                f"All of the trail of {trail.trail} was last read {_ago(age)} ago.",
                "Run “ligzda audit”: it reads all of it.",
            )
        more = f", and {len(trail.faults) - 1} more" if len(trail.faults) > 1 else ""
        if not trail.whole:
            yield Finding(False, f"The trail of {trail.trail} is not whole: {trail.sentences[0]}{more}.", "“ligzda audit” names them all.")


def _ago(span: dt.timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"


IN_DATABASE: tuple[Callable[[], Iterator[Finding]], ...] = (engine, people, designated_persons, periodic_jobs, kept_files, trails)

"""The clock: which jobs run by themselves and how often. One list, so that nobody has to search for it."""

import datetime as dt
import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from ligzda.access import drafts, sealing
from ligzda.access.actions import proposals
from ligzda.access.actor import Actor
from ligzda.access.models import ClockRun, FormKey
from ligzda.desk.actions.digest import send_digest
from ligzda.desk.queries.digest import who_asked
from ligzda.kernel import clock
from ligzda.safeguarding.actions import endings
from ligzda.services.actions import events

log = logging.getLogger("ligzda.clock")


@dataclass(frozen=True)
class Job:
    """`work` may run twice at the same moment on two servers only if one of them died: `claim` sees to that."""

    name: str
    every: dt.timedelta
    work: Callable[[], object]


def forget_sessions() -> None:
    call_command("clearsessions")


def forget_finished_tasks() -> None:
    """A finished task is of use only to whoever looks into yesterday's trouble."""
    DBTaskResult.objects.finished().filter(finished_at__lt=clock.now() - dt.timedelta(days=14)).delete()


def forget_drafts() -> None:
    drafts.forget_old(Actor.system("clock"))


def forget_form_keys() -> None:
    """A form is sent twice within minutes or not at all."""
    FormKey.objects.filter(used_at__lt=clock.now() - dt.timedelta(days=7)).delete()


def prune_trails() -> None:
    """Entries past their term go, where the organisation has set one; without a term everything is kept."""
    if settings.TRAIL_YEARS:
        sealing.prune_all(clock.now() - dt.timedelta(days=366 * settings.TRAIL_YEARS))


def mark_unconfirmed() -> None:
    """What was planned and nobody confirmed is named apart a week later, never silently counted as held."""
    events.mark_unconfirmed(by=Actor.system("clock"), on=clock.today())


def end_proposals() -> None:
    """What nobody confirmed within fourteen days is over."""
    proposals.end_expired(by=Actor.system("clock"))


def send_digests() -> None:
    """The numbers of the day by e-mail, on working mornings, to those who asked for them."""
    system = Actor.system("clock")
    for user in who_asked(system, clock.now()):
        send_digest(user, by=system)


def tell_of_endings() -> None:
    """Whoever closes a file over a concern they know nothing of is not stopped; those who lead it are told."""
    endings.tell(by=Actor.system("clock"))


JOBS: tuple[Job, ...] = (
    Job("seal_trails", dt.timedelta(minutes=1), sealing.seal_all),
    Job("tell_of_endings", dt.timedelta(minutes=1), tell_of_endings),
    Job("prune_trails", dt.timedelta(days=1), prune_trails),
    Job("mark_unconfirmed", dt.timedelta(hours=6), mark_unconfirmed),
    Job("end_proposals", dt.timedelta(hours=1), end_proposals),
    Job("send_digests", dt.timedelta(minutes=15), send_digests),
    Job("forget_drafts", dt.timedelta(days=1), forget_drafts),
    Job("forget_form_keys", dt.timedelta(days=1), forget_form_keys),
    Job("forget_sessions", dt.timedelta(hours=6), forget_sessions),
    Job("forget_finished_tasks", dt.timedelta(days=1), forget_finished_tasks),
)


def due(job: Job, now: dt.datetime) -> bool:
    last = ClockRun.objects.filter(name=job.name).values_list("last_started_at", flat=True).first()
    return last is None or now - last >= job.every


def claim(job: Job, now: dt.datetime) -> bool:
    """True for exactly one of several clocks that saw the job due at the same moment."""
    ClockRun.objects.get_or_create(name=job.name)
    free = Q(last_started_at__isnull=True) | Q(last_started_at__lte=now - job.every)
    return ClockRun.objects.filter(free, name=job.name).update(last_started_at=now) == 1


def run_due(jobs: tuple[Job, ...] = JOBS) -> list[str]:
    """Run each due job. One that fails is noted and does not hold up the others."""
    ran = []
    for job in jobs:
        now = clock.now()
        if not due(job, now) or not claim(job, now):
            continue
        message = ""
        try:
            job.work()
        except Exception as error:
            # The kind of error only: its text may quote what a person wrote.
            message = f"{type(error).__module__}.{type(error).__qualname__}"
            log.error("The clock's job %s failed: %s", job.name, message)
        ClockRun.objects.filter(name=job.name).update(last_finished_at=clock.now(), ok=not message, message=message)
        ran.append(job.name)
    return ran


def keep_running(pause: float = 5.0) -> int:
    asked: list[int] = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, frame: asked.append(number))
    next_look = 0.0
    while not asked:
        if time.monotonic() >= next_look:
            close_old_connections()
            run_due()
            next_look = time.monotonic() + pause
        time.sleep(0.3)
    return 0

"""The clock runs what is due, once, and remembers how it went."""

import datetime as dt

import pytest

from ligzda.access.models import ClockRun
from ligzda.config import health, scheduler
from ligzda.config.scheduler import Job, claim, due, run_due
from ligzda.kernel import clock as time

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def test_a_job_runs_when_its_time_has_come_and_not_before() -> None:
    done: list[int] = []
    job = Job("count", HOUR, lambda: done.append(1))
    assert run_due((job,)) == ["count"] and run_due((job,)) == []
    ClockRun.objects.update(last_started_at=time.now() - HOUR)
    assert run_due((job,)) == ["count"] and len(done) == 2


def test_two_clocks_do_not_run_one_job_twice() -> None:
    job = Job("count", HOUR, lambda: None)
    now = time.now()
    assert due(job, now) and claim(job, now) and not claim(job, now)


def test_a_job_that_fails_is_noted_without_its_words_and_holds_up_nobody() -> None:
    def fails() -> None:
        raise ValueError("Anna Kļava, 12.03.1984")

    assert run_due((Job("bad", HOUR, fails), Job("good", HOUR, lambda: None))) == ["bad", "good"]
    bad = ClockRun.objects.get(name="bad")
    assert not bad.ok and bad.message == "builtins.ValueError" and bad.last_finished_at
    assert ClockRun.objects.get(name="good").ok


def test_every_job_of_the_house_runs() -> None:
    ran = run_due(scheduler.JOBS)
    assert ran == [job.name for job in scheduler.JOBS]
    assert not ClockRun.objects.filter(ok=False).values_list("name", "message")


def test_the_doctor_sees_a_job_that_never_ran_or_failed_or_is_late() -> None:
    job = scheduler.JOBS[0]
    assert not next(iter(health.periodic_jobs())).well
    ClockRun.objects.create(name=job.name, last_started_at=time.now())
    assert next(iter(health.periodic_jobs())).well
    ClockRun.objects.update(last_started_at=time.now() - job.every * 3 - HOUR)
    assert not next(iter(health.periodic_jobs())).well
    ClockRun.objects.update(last_started_at=time.now(), ok=False, message="builtins.ValueError")
    assert "failed" in next(iter(health.periodic_jobs())).says

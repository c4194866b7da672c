"""Hours of the family assistant: one family whose decision ends soon, one in which the work has only begun."""

import datetime as dt
from dataclasses import dataclass

from ligzda.access.models import Seat
from ligzda.demo.household import Household, record
from ligzda.demo.setting import Stage
from ligzda.services.models import AssistantGrant

ASSISTANT = "asistente"
BODY = "Bauskas novada Sociālais dienests"


@dataclass(frozen=True)
class Given:
    """A decision on one of the families of ``stories``: since when, until when (days from today), hours a week, visits so far."""

    surname: str
    number: str
    since: int
    until: int
    hours_week: int
    visits: tuple[int, ...]  # days before today
    minutes: int


DECISIONS = (
    Given("Ozolkalne", "5-12/318", 150, 17, 6, tuple(range(6, 140, 3)), 180),
    Given("Zīlīte", "5-12/402", 24, 140, 8, (23, 20, 16, 13, 9, 6, 2), 180),
)


def hours(stage: Stage, homes: list[Household]) -> None:
    """What was decided, the visits since, and the next one in the calendar."""
    for given in DECISIONS:
        home = next(home for home in homes if home.adults[0].last_name == given.surname)
        _decided(stage, home, given)
        days = (stage.builder.today - dt.timedelta(days=ago) for ago in given.visits)
        for day in (day for day in days if day.weekday() < 5):
            record(home, "family_assistant", day, home.people[:2], stage.users[ASSISTANT], minutes=given.minutes, noted=0.3)
        ahead = stage.builder.today + dt.timedelta(days=1 if stage.builder.today.weekday() < 4 else 3)
        record(home, "family_assistant", ahead, [], stage.users[ASSISTANT], status="planned", minutes=given.minutes)


def _decided(stage: Stage, home: Household, given: Given) -> None:
    today, user = stage.builder.today, stage.users[ASSISTANT]
    since = today - dt.timedelta(days=given.since)
    stage.builder.add(
        AssistantGrant(
            key=stage.builder.key(), case=home.case, number=given.number, decided_date=since - dt.timedelta(days=9), body=BODY,
            from_date=since, until_date=today + dt.timedelta(days=given.until), hours_week=given.hours_week, by_user=home.worker,
        )
    )  # fmt: skip
    if "family_assistant" not in {seat.role for seat in stage.builder.all(Seat) if seat.circle is home.case.circle}:
        stage.builder.add(
            Seat(circle=home.case.circle, user=user, role="family_assistant", function=user.function, because="assigned", from_date=since)
        )

"""What a person's own calendar reads along: meetings and due work of some weeks. Kinds and days only, never a name, a number or a place."""

import datetime as dt
import hashlib
from collections import Counter

from icalendar import Calendar, Event

from ligzda.access.actor import Actor
from ligzda.cases.queries.waiting import Waiting
from ligzda.desk.queries.day import planned_work
from ligzda.kernel import clock
from ligzda.services.queries import meetings
from ligzda.services.queries.meetings import Meeting

AHEAD, BACK = dt.timedelta(weeks=8), dt.timedelta(weeks=1)
ASK_AGAIN = dt.timedelta(hours=1)


def calendar_file(actor: Actor, site_address: str) -> bytes:
    """An iCalendar file in the language that is active. As many statements as my day, whatever waits."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Ligzda//Ligzda//LV")
    calendar.add("x-wr-calname", "Ligzda")
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    first, last = actor.on - BACK, actor.on + AHEAD
    for meeting in meetings(actor, first, last):
        calendar.add_component(_meeting(meeting, site_address))
    seen = Counter[str]()  # two pieces of work may be done on one page
    for work in planned_work(actor):
        seen[work.url] += 1
        if work.due_date and first <= work.due_date <= last:
            calendar.add_component(_work(work, work.due_date, site_address, seen[work.url]))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _meeting(meeting: Meeting, site_address: str) -> Event:
    """A meeting without an hour stands over the day. The code tells two of one kind apart and leads nobody anywhere."""
    event = _event(f"{meeting.kind} · {meeting.key[:4].upper()}", meeting.key, site_address + meeting.url)
    if meeting.start_time is None:
        event.add("dtstart", meeting.date)
        event.add("dtend", meeting.date + dt.timedelta(days=1))
    else:
        begins = clock.at(meeting.date, meeting.start_time)
        event.add("dtstart", begins)
        event.add("dtend", begins + dt.timedelta(minutes=meeting.minutes))
    return event


def _work(work: Waiting, on: dt.date, site_address: str, nth: int) -> Event:
    """It stays the same one for a calendar when its day, its words or the reader's language change."""
    uid = hashlib.sha256(f"{work.url}|{nth}".encode()).hexdigest()[:24]
    event = _event(str(work.neutral or work.title), uid, site_address + work.url)
    event.add("dtstart", on)
    event.add("dtend", on + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # a term takes no time of the day
    return event


def _event(title: str, uid: str, url: str) -> Event:
    event = Event()
    event.add("uid", f"{uid}@ligzda")
    event.add("dtstamp", clock.now().astimezone(dt.UTC))
    event.add("summary", title)
    event.add("url", url)
    event.add("class", "PRIVATE")
    return event

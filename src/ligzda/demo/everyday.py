"""The work of today: twenty families with lives worth reading, meetings to come, referrals that wait, a running group."""

import datetime as dt

from ligzda.access.models import Circle, Seat, User
from ligzda.cases.models import Episode, Referral
from ligzda.demo import contact_details
from ligzda.demo.household import Household, Shape, make, record, write_spans
from ligzda.demo.p3_groups import enrol, meeting, new_cohort, new_event, new_group
from ligzda.demo.setting import Stage
from ligzda.demo.stories import STORIES, Beat, Story
from ligzda.kernel.text import fold
from ligzda.people.models import FormerName, Person
from ligzda.projects.models import Activity, Project

MOVES = ("assessment", "planning", "active", "stepping_down")
SENTENCES = {
    "assessment": "Sākam iepazīties un kopā vērtēt, kas ģimenei vajadzīgs.", "planning": "Izvērtējums pārrunāts ar ģimeni.", "active": "Vienojāmies par pirmajiem soļiem.",
    "stepping_down": "Tiekamies retāk, ģimene daudz dara pati.", "on_hold": "Ģimene uz laiku prombūtnē.", "closed": "Ģimene tiek galā pati.", "aftercare": "Piekrita, ka piezvanīsim.",
}  # fmt: skip


def families(stage: Stage, project: Project, activity: Activity) -> list[Household]:
    """One household per story."""
    return [_tell(stage, project, activity, story, n) for n, story in enumerate(STORIES)]


def _tell(stage: Stage, project: Project, activity: Activity, story: Story, n: int) -> Household:
    first = stage.builder.today - dt.timedelta(days=max(beat.ago for beat in story.beats))
    workers = stage.staff(story.site, "social_worker")
    worker = workers[0 if n % 4 else min(1, len(workers) - 1)]
    country = "LT" if story.site == "siauliai" else "LV"
    shape = Shape(adults=story.adults, ages=story.ages, surname=story.surname, kind=story.kind)
    home = make(stage, project, activity, story.site, _working(first), shape, worker, country=country)
    if story.former:
        mother = home.adults[0]
        stage.builder.add(FormerName(person=mother, last_name=story.former, until_date=first - dt.timedelta(days=900)))
        mother.folded += f" {fold(story.former)}"
    for beat in story.beats:
        record(
            home,
            beat.service,
            _working(stage.builder.today - dt.timedelta(days=beat.ago)),
            _present(home, beat),
            _who(stage, home, beat),
            text=beat.text,
            status=beat.status,
            protected=beat.protected,
        )
    _seats(stage, home, {beat.service for beat in story.beats})
    contact_details.surround(stage, home, n)
    if story.again:
        _earlier_stay(stage, home, story)
    _way(stage, home, story)
    _ahead(stage, home, n)
    return home


def _working(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def _present(home: Household, beat: Beat) -> list[Person]:
    by_letter = {"m": home.adults[0], "f": home.adults[1] if len(home.adults) > 1 else home.adults[0], "g": home.adults[-1]}
    by_letter |= {str(n + 1): child for n, child in enumerate(home.children)}
    return list({by_letter[letter].key: by_letter[letter] for letter in beat.who}.values())


FUNCTION = {
    "psychologist": "psychologist", "lawyer": "lawyer", "family_assistant": "family_assistant", "speech_therapist": "speech_therapist", "physiotherapist": "physiotherapist",
    "narcologist": "narcologist", "rehabilitation": "social_rehabilitator",
}  # fmt: skip


def _who(stage: Stage, home: Household, beat: Beat) -> User:
    function = FUNCTION.get(beat.service)
    found = stage.staff(home.site, function) or stage.staff("cesis", function) if function else []
    return found[0] if found else home.worker


def _seats(stage: Stage, home: Household, services: set[str]) -> None:
    for service in sorted(services & FUNCTION.keys()):
        function = FUNCTION[service]
        user = _who(stage, home, Beat(0, service, "m", ""))
        role = {"family_assistant": "family_assistant", "social_rehabilitator": "social_rehabilitator"}.get(function, "specialist")
        stage.builder.add(
            Seat(circle=home.case.circle, user=user, role=role, function=user.function, because="assigned", from_date=home.entry)
        )


def _way(stage: Stage, home: Household, story: Story) -> None:
    start, today = home.episode.admitted_date, stage.builder.today
    span = (today - start).days
    steps = [("assessment", start, SENTENCES["assessment"])]
    reached = {"on_hold": MOVES[:3], "aftercare": MOVES}.get(story.state) or MOVES[: MOVES.index(story.state) + 1]
    for state, share in zip(reached[1:], (0.15, 0.3, 0.7), strict=False):
        steps.append((state, start + dt.timedelta(days=int(span * share)), SENTENCES[state]))
    if story.state == "on_hold":
        steps.append(("on_hold", today - dt.timedelta(days=25), SENTENCES["on_hold"]))
        home.episode.before_hold = "active"
    if story.state == "aftercare":
        closed = today - dt.timedelta(days=118)
        steps += [("closed", closed, SENTENCES["closed"]), ("aftercare", closed + dt.timedelta(days=2), SENTENCES["aftercare"])]
        home.episode.closed_date, home.episode.exit_type = closed, "self_reliant"
        home.episode.exit_reason, home.episode.family_opinion = "Mērķi sasniegti.", "Paldies, ka neviens neskubināja."
    write_spans(home, steps)


def _earlier_stay(stage: Stage, home: Household, story: Story) -> None:
    """The first stay ended well; the family came back by itself, and a second stay began beside it."""
    today, first = stage.builder.today, home.episode
    closed, back = today - dt.timedelta(days=480), _working(today - dt.timedelta(days=story.again))
    first.closed_date, first.exit_type, first.is_latest = closed, "self_reliant", False
    first.exit_reason = "Rēķini kārtībā, bērni skolā un dārziņā."
    start = first.admitted_date
    steps = [("assessment", start, SENTENCES["assessment"]), ("active", start + dt.timedelta(days=30), SENTENCES["active"])]
    write_spans(
        home, [*steps, ("closed", closed, SENTENCES["closed"]), ("aftercare", closed, ""), ("ended", closed + dt.timedelta(days=180), "")]
    )
    home.episode = stage.builder.add(
        Episode(case=home.case, ordinal=2, entry="reopened", admitted_date=back, criterion="grūtības atgriezušās pēc asistentes aiziešanas")
    )


def _ahead(stage: Stage, home: Household, n: int) -> None:
    """Planned meetings: some today, some in the days after."""
    if home.episode.closed_date or home.episode.state == "on_hold":
        return
    day = stage.builder.today + dt.timedelta(days=(0, 0, 1, 2, 3, 6)[n % 6])
    while day.weekday() > 4 and n % 6 > 1:
        day += dt.timedelta(days=1)
    session = record(home, ("home_visit", "social_work", "social_work")[n % 3], day, [], home.worker, status="planned", noted=0)
    session.start_time = dt.time((9, 13, 10, 15)[n % 4], 0)


def referrals(stage: Stage, project: Project) -> None:
    """Three referrals that wait for somebody, one of them sent by the municipality."""
    today = stage.builder.today
    for n, (state, source, sender, days, reason, family) in enumerate((
        ("referred", "municipal_social_service", "pasvaldiba", 2, "Ģimenē divi bērni, māte zaudējusi darbu un lūdz padomu par budžetu.", "Māte un divi bērni, 6 un 9 gadi. Kontaktu nodosim pēc sarunas."),
        ("screening", "school", None, 6, "Zēns septītajā klasē kavē vairāk nekā pusi stundu.", "Zēns, 13 gadi, dzīvo ar tēvu."),
        ("waiting", "orphans_court", None, 40, "Vecākiem noteikts uzlabot bērnu aprūpi trīs mēnešu laikā.", "Vecāki un trīs bērni līdz sešu gadu vecumam."),
    )):  # fmt: skip
        circle = stage.builder.circle(Circle.Kind.REFERRAL, stage.sites["bauska"].circle, name=f"N-BA-9{n:03d}")
        received = today - dt.timedelta(days=days)
        user = stage.users[sender] if sender else None
        organisation = {"municipal_social_service": "bauska_ss", "orphans_court": "bauska_bt"}.get(source)
        stage.builder.add(
            Referral(
                key=stage.builder.key(), number=f"N-BA-9{n:03d}", state=state, source=source, sent_by=user, received_date=received, reason=reason, described_family=family,
                organisation=stage.organisations[organisation] if organisation else None, family_informed=("yes", "yes", "unknown")[n], site=stage.sites["bauska"],
                project=project, circle=circle, first_contact_date=received + dt.timedelta(days=2) if state != "referred" else None,
                review_date=today + dt.timedelta(days=3) if state == "waiting" else None, priority=2 if state == "waiting" else None,
            )
        )  # fmt: skip
        if user:
            stage.builder.add(Seat(circle=circle, user=user, role="municipal_partner", because="referred", from_date=received))


def partner_and_auditor(stage: Stage, homes: list[Household], audited: Project) -> None:
    """The municipality's worker sits with two families it referred; an auditor has a dated seat in five files."""
    for home in [home for home in homes if home.site == "bauska"][:2]:
        stage.builder.add(
            Seat(
                circle=home.case.circle, user=stage.users["pasvaldiba"], role="municipal_partner", because="referred", from_date=home.entry
            )
        )
    end, since = stage.builder.today + dt.timedelta(days=60), stage.builder.today - dt.timedelta(days=7)
    stage.builder.add(
        Seat(circle=audited.circle, user=stage.users["auditore"], role="auditor", because="sample", from_date=since, until_date=end)
    )
    for home in homes[:5]:
        stage.builder.add(
            Seat(
                circle=home.case.circle,
                user=stage.users["auditore"],
                role="auditor",
                because="sample",
                from_date=stage.builder.today - dt.timedelta(days=7),
                until_date=end,
            )
        )


def group_of_today(stage: Stage, project: Project, activity: Activity, homes: list[Household]) -> None:
    """A parents' group that meets on Tuesdays, five meetings held, the next ones planned; an announced event."""
    today = stage.builder.today
    group = new_group(
        stage,
        project,
        activity=activity,
        key="otrdienas",
        kind="support",
        name="Otrdienas tikšanās",
        site="bauska",
        leaders=[stage.users["grupa"]],
        closed=False,
        weekday=2,
    )
    start = today - dt.timedelta(days=today.weekday() - 1 + 35)
    cohort = new_cohort(stage, group, 1, start, None, 10, "running")
    members = [(home, home.adults[0]) for home in homes if home.site == "bauska" and not home.episode.closed_date][:8]
    for home, person in members:
        enrol(stage, cohort, home, person, start)
    for n in range(10):
        day = start + dt.timedelta(days=7 * n)
        present = {person.key for k, (_home, person) in enumerate(members) if (n + k) % 5}
        meeting(stage, group, cohort, day, members, present, 90, theme=f"{n + 1}. tikšanās", status="held" if day < today else "planned")
    event = new_event(
        stage,
        project,
        activity=activity,
        key="winter_evening",
        title="Ziemas vakars ģimenēm",
        kind="joint_activity",
        start=today + dt.timedelta(days=20),
        end=None,
        site="bauska",
        audience="families",
    )
    event.organiser = stage.users["koordinatore"]


def camp_to_come(stage: Stage, project: Project, activity: Activity, homes: list[Household]) -> None:
    """A winter camp of three days that is still ahead, with children enrolled."""
    first = stage.builder.today + dt.timedelta(days=33)
    group = new_group(
        stage,
        project,
        activity=activity,
        key="ziemas_nometne",
        kind="camp",
        name="Ziemas nometne",
        site="bauska",
        leaders=[stage.users["grupa"]],
        closed=False,
    )
    cohort = new_cohort(stage, group, 1, first, first + dt.timedelta(days=2), 3, "forming")
    for home in [home for home in homes if home.site == "bauska" and not home.episode.closed_date][:5]:
        for child in home.children:
            enrol(stage, cohort, home, child, first)
    for n in range(3):
        meeting(stage, group, cohort, first + dt.timedelta(days=n), [], set(), 480, theme=f"{n + 1}. diena", status="planned")

"""Where the keys in addresses come from: one statement per kind of thing, in plain SQL, and which parameter names which kind."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from tests.doors.routes import Route

# kind → (statement, parents). Columns: what stands in the address, the circle, then the parents' keys in the order named.
OF_CASE = (
    "SELECT t.key, c.circle_id, c.key, f.key FROM {table} t "
    "JOIN cases_case c ON c.id = t.case_id JOIN people_family f ON f.id = c.family_id"
)
OF_PLAN = (
    "SELECT t.key, c.circle_id, c.key, f.key FROM {table} t JOIN cases_plan p ON p.id = t.plan_id "
    "JOIN cases_case c ON c.id = p.case_id JOIN people_family f ON f.id = c.family_id"
)
MEMBERS = "JOIN people_membership m ON m.person_id = p.id JOIN people_family f ON f.id = m.family_id"
SEEN = "JOIN people_circleaccess s ON s.family_id = m.family_id"
CASE = ("case", "family")
THINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "family": ("SELECT f.key, s.circle_id FROM people_family f LEFT JOIN people_circleaccess s ON s.family_id = f.id", ()),
    "person": (
        "SELECT p.key, s.circle_id FROM people_person p JOIN people_circleaccess s ON s.person_id = p.id UNION "
        f"SELECT p.key, s.circle_id FROM people_person p LEFT JOIN people_membership m ON m.person_id = p.id LEFT {SEEN}",
        (),
    ),
    "member": (f"SELECT p.key, s.circle_id, f.key FROM people_person p {MEMBERS} {SEEN}", ("family",)),
    "person_row": (f"SELECT p.id, s.circle_id FROM people_person p {MEMBERS} {SEEN}", ()),  # in the name of a field of a form
    "case": ("SELECT c.key, c.circle_id, f.key FROM cases_case c JOIN people_family f ON f.id = c.family_id", ("family",)),
    "assessment": (OF_CASE.format(table="cases_assessment"), CASE),
    "note": (OF_CASE.format(table="cases_note"), CASE),
    "plan": (OF_CASE.format(table="cases_plan"), CASE),
    "case_step": (OF_CASE.format(table="cases_step"), CASE),
    "letter": (OF_CASE.format(table="cooperation_letter"), CASE),
    "case_meeting": (OF_CASE.format(table="cooperation_casemeeting"), CASE),
    "request": (OF_CASE.format(table="cooperation_informationrequest"), CASE),
    "access": (OF_CASE.format(table="portal_familyaccess"), CASE),
    "grant": (OF_CASE.format(table="services_assistantgrant"), CASE),
    "return_plan": (OF_CASE.format(table="care_returnplan"), CASE),
    "review": (OF_CASE.format(table="cases_review"), CASE),
    "goal": (OF_PLAN.format(table="cases_goal"), CASE),
    "care": (OF_CASE.format(table="care_carestatus").replace("t.key", "t.id"), CASE),
    "seat": (
        "SELECT t.id, t.circle_id, c.key, f.key FROM access_seat t JOIN cases_case c ON c.circle_id = t.circle_id "
        "JOIN people_family f ON f.id = c.family_id",
        CASE,
    ),
    "invitation": (
        "SELECT i.id, c.circle_id, t.key, c.key, f.key FROM cooperation_meetinginvitation i JOIN cooperation_casemeeting t ON t.id = i.meeting_id "
        "JOIN cases_case c ON c.id = t.case_id JOIN people_family f ON f.id = c.family_id",
        ("case_meeting", *CASE),
    ),
    "condition": (
        "SELECT i.id, c.circle_id, t.key, c.key, f.key FROM care_returncondition i JOIN care_returnplan t ON t.id = i.plan_id "
        "JOIN cases_case c ON c.id = t.case_id JOIN people_family f ON f.id = c.family_id",
        ("return_plan", *CASE),
    ),
    "file": (
        "SELECT a.key, c.circle_id, c.key, f.key FROM documents_attachment a JOIN cases_case c ON c.circle_id = a.circle_id "
        "JOIN people_family f ON f.id = c.family_id",
        CASE,
    ),
    "relation": (
        "SELECT r.id, s.circle_id FROM people_relation r JOIN people_membership m ON m.person_id IN (r.first_id, r.second_id) "
        "JOIN people_family f ON f.id = m.family_id JOIN people_circleaccess s ON s.family_id = f.id",
        (),  # drawn, and changed, in the genogram of whoever is related
    ),
    "bond": (
        "SELECT b.id, s.circle_id FROM people_bond b JOIN people_membership m ON m.person_id IN (b.person_id, b.other_id) OR "
        "m.family_id = b.family_id JOIN people_family f ON f.id = m.family_id JOIN people_circleaccess s ON s.family_id = f.id",
        (),  # drawn, and changed, in the genogram of whoever is related
    ),
    "contact": (
        f"SELECT d.id, s.circle_id, p.key FROM people_contactdetail d JOIN people_person p ON p.id = d.person_id {MEMBERS} {SEEN}",
        ("person",),
    ),
    "flag": (
        "SELECT r.key, s.circle_id FROM safeguarding_riskflag r LEFT JOIN people_circleaccess s ON s.family_id = r.family_id "
        "WHERE r.family_id IS NOT NULL UNION SELECT r.key, s.circle_id FROM safeguarding_riskflag r "
        "LEFT JOIN people_membership m ON m.person_id = r.person_id LEFT JOIN people_circleaccess s ON s.family_id = m.family_id "
        "WHERE r.person_id IS NOT NULL",
        (),
    ),
    "struck": ("SELECT id, circle_id FROM people_reversal WHERE kind = 'strike' AND undone_at IS NULL", ()),
    "referral": ("SELECT key, circle_id FROM cases_referral", ()),
    "brought": (
        "SELECT a.key, r.circle_id, r.key FROM closure_transferitem t JOIN cases_referral r ON r.id = t.referral_id "
        "JOIN documents_attachment a ON a.id = t.file_id",
        ("referral",),
    ),
    "concern": ("SELECT key, circle_id FROM safeguarding_concern", ()),
    "ending": (
        "SELECT e.id, c.circle_id, c.key FROM safeguarding_concernending e JOIN safeguarding_concern c ON c.id = e.concern_id",
        ("concern",),
    ),
    "session": ("SELECT key, circle_id FROM services_session WHERE case_id IS NOT NULL", ()),
    "group": ("SELECT key, circle_id FROM services_group", ()),
    "cohort": ("SELECT c.key, g.circle_id, g.key FROM services_cohort c JOIN services_group g ON g.id = c.group_id", ("group",)),
    "sheet": (
        "SELECT s.key, g.circle_id, g.key FROM services_session s JOIN services_cohort c ON c.id = s.cohort_id "
        "JOIN services_group g ON g.id = c.group_id",
        ("group",),
    ),
    "enrolment": (
        "SELECT e.id, g.circle_id, g.key FROM services_enrolment e JOIN services_cohort c ON c.id = e.cohort_id "
        "JOIN services_group g ON g.id = c.group_id",
        ("group",),
    ),
    "event": ("SELECT key, circle_id FROM services_event", ()),
    "project": ("SELECT key, circle_id FROM projects_project", ()),
    "report": ("SELECT r.key, p.circle_id FROM projects_report r JOIN projects_project p ON p.id = r.project_id", ()),
    "statement": (
        "SELECT s.id, p.circle_id, p.key FROM projects_coveragestatement s JOIN projects_project p ON p.id = s.project_id",
        ("project",),
    ),
    "target": ("SELECT s.id, p.circle_id, p.key FROM projects_target s JOIN projects_project p ON p.id = s.project_id", ("project",)),
    # what the house itself is made of: not secret, but an administrator's to change
    "user": ("SELECT key, NULL FROM access_user", ()),
    "user_seat": ("SELECT s.id, NULL, u.key FROM access_seat s JOIN access_user u ON u.id = s.user_id", ("user",)),
    "colleague": ("SELECT u.key, s.circle_id FROM access_user u LEFT JOIN access_seat s ON s.user_id = u.id", ()),  # whose work is overseen
    "proposal": ("SELECT key, NULL FROM access_proposal", ()),
    "function": ("SELECT key, NULL FROM access_function", ()),
    "instrument": ("SELECT key, NULL FROM cases_instrument", ()),
    "note_template": ("SELECT key, NULL FROM cases_notetemplate", ()),
    "topic": ("SELECT key, NULL FROM services_topic", ()),
    "service": ("SELECT key, NULL FROM services_servicetype", ()),
    "site": ("SELECT key, NULL FROM places_site", ()),
    "template": ("SELECT key, NULL FROM documents_wordtemplate", ()),
    "institution": ("SELECT key, NULL FROM people_organisation", ()),
}

# (what the address begins with, parameter) → kind. The first that fits; the rest of the address may be anything.
PARAMETERS: tuple[tuple[str, str, str], ...] = (
    ("people/struck/", "number", "struck"),
    ("people/families/", "key", "family"), ("people/duplicates/", "first", "person"), ("people/duplicates/", "second", "person"),
    ("people/", "key", "person"), ("people/", "person_key", "person"), ("families/", "key", "family"), ("families/", "family_key", "family"),
    ("families/", "case_key", "case"), ("families/", "assessment_key", "assessment"), ("families/", "person_key", "member"),
    ("families/", "child_key", "member"), ("families/", "note_key", "note"), ("families/", "plan_key", "plan"), ("families/", "old_key", "plan"),
    ("families/", "new_key", "plan"), ("families/", "goal_key", "goal"), ("families/", "step_key", "case_step"), ("families/", "letter_key", "letter"),
    ("families/", "meeting_key", "case_meeting"), ("families/", "request_key", "request"), ("families/", "access_key", "access"),
    ("families/", "grant_key", "grant"), ("families/", "return_key", "return_plan"), ("families/", "file_key", "file"),
    ("families/", "paper_key", "plan"), ("families/", "status_id", "care"), ("families/", "seat_id", "seat"),
    ("families/", "invitation_id", "invitation"), ("families/", "return_row", "condition"), ("people/families/<slug:key>/relations/", "row_id", "relation"),
    ("people/families/<slug:key>/ties/", "row_id", "bond"), ("people/<slug:key>/", "row_id", "contact"), ("risk/", "flag_key", "flag"),
    ("referrals/", "key", "referral"), ("referrals/", "file_key", "brought"), ("concerns/", "key", "concern"), ("concerns/", "number", "ending"),
    ("proposals/", "key", "proposal"), ("sessions/", "key", "session"),
    ("groups/", "key", "group"), ("groups/", "cohort_key", "cohort"), ("groups/", "session_key", "sheet"), ("groups/", "pk", "enrolment"),
    ("events/", "key", "event"), ("projects/", "key", "project"), ("projects/", "number", "statement"), ("projects/", "row_id", "target"),
    ("reports/", "key", "report"), ("users/", "key", "user"), ("users/", "number", "user_seat"), ("functions/", "key", "function"),
    ("instruments/", "key", "instrument"), ("note-templates/", "template_key", "note_template"), ("services/topics/", "key", "topic"),
    ("services/types/", "key", "service"), ("sites/", "key", "site"), ("institutions/", "key", "institution"), ("templates/", "key", "template"),
    ("supervision/caseload/", "user_key", "colleague"), ("supervision/stand-in/", "absent_key", "colleague"),
    ("supervision/stand-in/", "user_key", "colleague"),
)  # fmt: skip

# (what the address begins with, parameter) → words of the product that stand there. They name no thing; a wrong one is not found.
WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("families/", "move", ("close", "hold", "step_down", "transfer", "agree", "cancel", "send")),
    ("families/", "area", ("f1", "f2", "c1")), ("families/", "paper_kind", ("plan", "review", "closing", "transfer")),
    ("families/", "return_part", ("conditions", "answers", "visits", "stays")), ("people/duplicates/", "kind", ("person", "family")),
    ("people/", "slug", ("details", "names", "code", "contact", "address", "consents", "relations", "bonds", "families")),
    ("projects/", "slug", ("targets", "money", "posts", "partners", "sites")),
    ("projects/", "code", ("families", "people", "enrolled", "attended", "completions", "admitted", "sessions")),
    ("referrals/", "move", ("take_up", "decline", "wait", "admit")), ("concerns/", "move", ("act", "follow", "close")),
    ("groups/", "name", ("start", "pause", "end")), ("settings/timers/", "name", ("first_contact", "plan_review")),
    ("account/address/", "token", ("0" * 40,)), ("calendar/feed/", "secret", ("0" * 40,)), ("invitation/", "token", ("0" * 40,)),
)  # fmt: skip

# The word before a number of a plan says what is counted: the same number is a partner of one project and a target of another.
PLANNED = {
    "aliases": "projectalias", "partners": "partner", "sites": "projectsite", "amendments": "amendment", "targets": "target", "money": "budgetversion",
    "posts": "post", "holders": "postholder", "activities": "activity",
}  # fmt: skip
OF_PROJECT = "SELECT s.id, p.circle_id, p.key FROM projects_{} s JOIN projects_project p ON p.id = {}"
THINGS |= {kind: (OF_PROJECT.format(kind, "s.project_id"), ("project",)) for kind in PLANNED.values() if kind != "postholder"}
THINGS["postholder"] = (OF_PROJECT.format("postholder", "(SELECT o.project_id FROM projects_post o WHERE o.id = s.post_id)"), ("project",))


@dataclass
class Thing:
    """What one key in an address leads to."""

    key: str
    circles: set[int] = field(default_factory=set)
    parents: dict[str, set[str]] = field(default_factory=dict)

    def belongs_to(self, kind: str, key: str) -> bool:
        return kind not in self.parents or key in self.parents[kind]


def things() -> dict[str, dict[str, Thing]]:
    """kind → key → thing, as the tables hold them now."""
    found: dict[str, dict[str, Thing]] = {}
    with connection.cursor() as cursor:
        for kind, (statement, parents) in THINGS.items():
            cursor.execute(statement)
            rows = found.setdefault(kind, {})
            for key, circle, *above in cursor.fetchall():
                thing = rows.setdefault(str(key), Thing(str(key)))
                thing.circles |= {circle} - {None}
                for parent, parent_key in zip(parents, above, strict=True):
                    thing.parents.setdefault(parent, set()).add(parent_key)
    return found


def kind_of(route: Route, parameter: str) -> str | None:
    """The kind of thing a parameter names; None where it is a word of the product, and an error where nobody said."""
    where = route.prefix(parameter)
    for begins, name, kind in PARAMETERS:
        if name == parameter and where.startswith(begins):
            return kind
    if words_of(route, parameter):
        return None
    raise LookupError(f"/{route.template}: nothing in tests/doors/things.py says what <{parameter}> is. Add it to PARAMETERS or WORDS.")


def planned(route: Route, words: Iterable[str]) -> dict[str, str]:
    """What the number of an address within a plan is, by the word beside it."""
    kind = next((PLANNED[word] for word in words if word in PLANNED), None)
    return {"row_id": kind} if kind and route.template.startswith("projects/") and "row_id" in route.parameters else {}


def words_of(route: Route, parameter: str) -> tuple[str, ...]:
    where = route.prefix(parameter)
    return next((words for begins, name, words in WORDS if name == parameter and where.startswith(begins)), ())

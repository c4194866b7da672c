"""Everything of one file that a reader may read, gathered for its paper copy in a constant number of statements."""

from dataclasses import dataclass

from ligzda.access.actor import Actor
from ligzda.access.words import Word
from ligzda.cases.models import Area, Case, Note, Referral
from ligzda.cases.queries import care, cases, cooperation, documents, plans
from ligzda.cases.queries.assessments import Mark, marks
from ligzda.cases.queries.documents import FileRow
from ligzda.people.queries import members
from ligzda.people.queries.families import Member
from ligzda.services.queries import whole_record
from ligzda.services.queries.timeline import Entry

MOST = 1000  # entries, files and plans; a longer file says on paper that it goes on in Ligzda


@dataclass(frozen=True)
class ClientFile:
    """One file, whole, as one reader sees it. ``marks`` is None for who may not see levels, ``referrals`` for who may not see those."""

    case: Case
    members: list[Member]
    history: list[cases.EpisodeHistory]
    criteria: list[str]
    team: list[cases.TeamMember]
    referrals: list[Referral] | None
    marks: list[Mark] | None
    areas: dict[int, str]
    plans: list[plans.PlanView]
    record: list[Entry]
    care: list[care.ChildCare]
    cooperation: cooperation.Cooperation
    papers: list[FileRow]
    corrected: int

    @property
    def is_cut(self) -> bool:
        return len(self.record) == MOST


def client_file(actor: Actor, case: Case) -> ClientFile:
    """The caller has found the case for ``Word.SEE_CASE``."""
    sees_levels = actor.sight(Word.SEE_SCORES).covers(case.circle)
    found = marks(actor, case) if sees_levels else None
    areas = Area.objects.filter(pk__in={mark.area_id for mark in found or ()})
    return ClientFile(
        case=case,
        members=members(actor, case.family),
        history=cases.history(actor, case)[::-1],
        criteria=[one.criterion for one in case.episodes.order_by("ordinal") if one.criterion],
        team=cases.team_history(actor, case),
        referrals=_referrals(actor, case),
        marks=found,
        areas={area.pk: str(area) for area in areas},
        plans=_plans(actor, case),
        record=whole_record(actor, case, MOST),
        care=care.children_of(actor, case),
        cooperation=_cooperation(actor, case),
        papers=[row for row in documents.paper_rows(actor, case, documents.papers(actor, case)[:MOST]) if not row.is_void],
        corrected=Note.objects.visible_to(actor, Word.SEE_CASE).filter(case=case, version__gt=1).count(),
    )


def _referrals(actor: Actor, case: Case) -> list[Referral] | None:
    """None when there is one that this reader may not open."""
    seen = list(Referral.objects.visible_to(actor, Word.SEE_REFERRAL).filter(case=case).order_by("received_date", "id"))
    return seen if seen or not case.referrals.exists() else None


def _plans(actor: Actor, case: Case) -> list[plans.PlanView]:
    """The plan that counts now whole, and earlier stays' last ones; drafts that never ran stay away."""
    now = plans.plan_of(actor, case)
    last = {one.episode_id: one for one in reversed(plans.versions(actor, case)) if one.starts_date}
    if now is not None:
        last[now.episode_id] = now
    return [plans.plan_view(actor, one) for one in last.values()]


def _cooperation(actor: Actor, case: Case) -> cooperation.Cooperation:
    return cooperation.cooperation(actor, case, everything="all")

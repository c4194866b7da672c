"""Everything of one file that a reader may read, gathered for its paper copy in a constant number of statements."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.care import queries as care
from ligzda.cases.models import Case, Note, Referral
from ligzda.cases.queries import cases, plans
from ligzda.cases.queries.assessment_words import Told, told
from ligzda.cases.timeline import TimelineEntry
from ligzda.closure.queries.history import EpisodeHistory, history
from ligzda.cooperation.queries import cooperation
from ligzda.desk.queries import documents
from ligzda.desk.queries.documents import FileRow
from ligzda.desk.queries.timeline import whole_record
from ligzda.documents.paper import Block
from ligzda.people.genogram.values import Scene
from ligzda.people.queries import members
from ligzda.people.queries.families import Member
from ligzda.people.queries.genogram import genogram

MOST = 1000  # entries, files and plans; a longer file says on paper that it goes on in Ligzda

# What rooms above the file write among its further data, each by ``client_file(actor, case)`` of its own queries.
FURTHER: tuple[Callable[[Actor, Case], Iterable[Block]], ...] = (care.client_file,)


@dataclass(frozen=True)
class ClientFile:
    """One file, whole, as one reader sees it. ``assessments`` is None for who may not see levels, ``referrals`` for who may not see those."""

    case: Case
    members: list[Member]
    genogram: Scene
    history: list[EpisodeHistory]
    criteria: list[str]
    team: list[cases.TeamMember]
    referrals: list[Referral] | None
    assessments: list[Told] | None
    plans: list[plans.PlanView]
    record: list[TimelineEntry]
    further: list[Block]
    cooperation: cooperation.Cooperation
    on: dt.date
    papers: list[FileRow]
    corrected: int

    @property
    def is_cut(self) -> bool:
        return len(self.record) == MOST


def client_file(actor: Actor, case: Case) -> ClientFile:
    """The caller has found the case for ``Word.SEE_CASE``."""
    return ClientFile(
        case=case,
        members=members(actor, case.family),
        genogram=genogram(actor, case.family.root or case.family, actor.on),
        history=history(actor, case)[::-1],
        criteria=[one.criterion for one in case.episodes.order_by("ordinal") if one.criterion],
        team=cases.team_history(actor, case),
        referrals=_referrals(actor, case),
        assessments=told(actor, case),
        plans=_plans(actor, case),
        record=whole_record(actor, case, MOST),
        further=[block for room in FURTHER for block in room(actor, case)],
        cooperation=_cooperation(actor, case),
        on=actor.on,
        papers=[row for row in documents.paper_rows(actor, case, documents.papers(actor, case)[:MOST]) if not row.is_void],
        corrected=Note.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case, version__gt=1).count(),
    )


def _referrals(actor: Actor, case: Case) -> list[Referral] | None:
    """None when there is one that this reader may not open."""
    seen = list(Referral.objects.visible_to(actor, Permission.SEE_REFERRAL).filter(case=case).order_by("received_date", "id"))
    return seen if seen or not case.referrals.exists() else None


def _plans(actor: Actor, case: Case) -> list[plans.PlanView]:
    """The last version of each stay, the one being agreed before the one in force; the earliest stay first."""
    last = {one.episode_id: one for one in reversed(plans.versions(actor, case))}
    return plans.plan_views(actor, list(last.values()))


def _cooperation(actor: Actor, case: Case) -> cooperation.Cooperation:
    return cooperation.cooperation(actor, case, everything="all")

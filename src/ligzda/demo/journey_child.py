"""The part of the example in which the younger girl is at risk, is removed, and comes home."""

import datetime as dt

from ligzda.care.actions import return_parts, returns, statuses
from ligzda.care.actions.statuses import NOBODY, Decision
from ligzda.care.models import ReturnPlan
from ligzda.demo.journey_people import Journey, to_foster

COURT = "Bauskas novada bāriņtiesa"


def came_home(told: Journey) -> None:
    """One autumn, one winter, one spring."""
    _status(told, "with_parents", 721, "Dzīvo ar māti, brāli un mazo māsu.")
    _status(told, "at_risk", 585, decision=Decision(COURT, "1-6/77", told.day(586)))
    _status(told, "removed", 564, decision=Decision(COURT, "1-6/91", told.day(564)))
    _status(told, "foster", 560, decision=Decision(COURT, "1-6/91", told.day(564)))
    to_foster(told, 560, 402)
    plan = returns.draft(
        told.case, told.kin.marta, by=told.worker(548), on=told.day(548), contact_schedule="Trešdienās pulksten 16 centrā, divas stundas."
    )
    _way(told, plan)
    _home(told, plan)


def _way(told: Journey, plan: ReturnPlan) -> None:
    """What must be true first, how they meet meanwhile, and the first days at home."""
    worker = told.worker(547)
    for what, how, judge, due, met in (
        ("Māte ārstējas un lieto parakstītās zāles.", "Ārsta izziņa divus mēnešus pēc kārtas.", "Ģimenes ārste", 470, 474),
        ("Bērniem ir savas gultas un vakara kārtība.", "Redzēts trīs apmeklējumos.", "Sociālā darbiniece", 480, 483),
    ):
        condition = return_parts.add_condition(plan, by=worker, what=what, how_seen=how, judge=judge, due_date=told.day(due))
        return_parts.judge_condition(condition, by=told.worker(met), answer="met", on=told.day(met))
    return_parts.sign(plan, by=told.worker(545), who=str(told.kin.mother), role="parent", date=told.day(545))
    returns.agree(plan, by=told.worker(545), on=told.day(545), sentence="Māte un audžuvecāki vienojās, kā Marta tiekas ar savējiem.")
    for ago, reaction in (
        (532, "Raudāja, kad jāiet; Toms iedeva līdzi savu lukturīti."), (504, "Rādīja zīmējumus, pati ieslēdza dziesmu."),
        (483, "Jautāja, kurā dienā drīkst palikt pa nakti."),
    ):  # fmt: skip
        return_parts.add_visit(
            plan, by=told.worker(ago), date=told.day(ago), with_whom="māte un brālis", company="supervised", state="held", reaction=reaction
        )
    returns.try_at_home(
        plan, by=told.head(470), on=told.day(470), sentence="Sākam ar nedēļas nogalēm.", authority_consent=f"{COURT}, 1-6/112, piekrišana",
        safety_check="Apskatīts dzīvoklis, runāts ar māti, vecmāmiņu un abiem bērniem.",
    )  # fmt: skip
    for ago, how, said in (
        (469, "Divas naktis mierīgi; māte pati sauca uz vakariņām.", "Mana gulta smaržo pēc manis."),
        (441, "Nedēļa brīvlaikā, viens strīds ar brāli, izlīga paši.", "Gribu, lai Imants atved manu velosipēdu uz mājām."),
    ):
        return_parts.add_stay(
            plan, by=told.worker(ago - 4), from_date=told.day(ago), until_date=told.day(ago - 4), how=how, child_words=said
        )


def _home(told: Journey, plan: ReturnPlan) -> None:
    """The opinion, the decision, half a year of support."""
    returns.propose_return(
        plan, by=told.worker(425), on=told.day(425), sentence="Abi nosacījumi izpildīti.",
        opinion="Uzskatu, ka Marta var atgriezties: māte ārstējas, vakari ir paredzami, bērns pats to vēlas.",
    )  # fmt: skip
    returns.return_home(
        plan, by=told.worker(402), on=told.day(402), sentence="Bāriņtiesa atjaunoja mātes aizgādības tiesības.",
        decision=Decision(COURT, "1-6/19", told.day(404)),
    )  # fmt: skip
    returns.support(
        plan, by=told.worker(400), on=told.day(400), sentence="Marta ir mājās.", support_hours=6, support_until_date=told.day(210),
        support_plan="Asistente Baiba divas reizes nedēļā; Marta reizi divās nedēļās pie psiholoģes.",
    )  # fmt: skip
    for ago in (395, 388, 381, 374, 345, 315, 285, 255):
        return_parts.record_contact(plan, by=told.worker(ago), on=told.day(ago), sentence="Marta ir mājās, guļ un ēd labi.")
    returns.end_support(plan, by=told.head(214), on=told.day(214), sentence="Pusgads mājās bez jauniem riskiem.")


def _status(told: Journey, kind: str, ago: int, led_to: str = "", decision: Decision = NOBODY) -> dt.date:
    statuses.record_status(
        told.case, told.kin.marta, by=told.worker(ago), kind=kind, from_date=told.day(ago), led_to=led_to, decision=decision,
        source="bāriņtiesa" if decision.body else "",
    )  # fmt: skip
    return told.day(ago)

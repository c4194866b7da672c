"""Where some of the children lived: one who was separated and came home, one kept at home, two with their grandmother for a while."""

import datetime as dt

from ligzda.access.actor import Actor
from ligzda.care.actions import return_parts, returns, statuses
from ligzda.care.actions.statuses import NOBODY, Decision
from ligzda.care.models import ReturnPlan
from ligzda.demo.household import Household
from ligzda.demo.setting import Stage
from ligzda.people.models import Person

BAUSKA, CESIS = "Bauskas novada bāriņtiesa", "Cēsu novada bāriņtiesa"
AT_HOME, AWAY = "Lapegle", "Rudzīte"  # the mothers' surnames in ``stories``


class Telling:
    """One family as its own people tell it: days are counted back from today."""

    def __init__(self, stage: Stage, home: Household) -> None:
        self.home, self.today = home, stage.builder.today
        self.worker = Actor(home.worker, self.today)
        self.coordinator = Actor(stage.users["koordinatore"], self.today)

    def day(self, ago: int) -> dt.date:
        return self.today - dt.timedelta(days=ago)

    def decided(self, body: str, number: str, ago: int) -> Decision:
        return Decision(body, number, self.day(ago))

    def status(self, child: Person, kind: str, ago: int, led_to: str = "", decision: Decision = NOBODY) -> None:
        statuses.record_status(
            self.home.case, child, by=self.worker, kind=kind, from_date=self.day(ago), led_to=led_to, decision=decision, source="bāriņtiesa" if decision.body else ""
        )  # fmt: skip

    def draft(self, stage: Stage, child: Person, ago: int, schedule: str) -> ReturnPlan:
        plan = returns.draft(self.home.case, child, by=self.worker, on=self.day(ago), contact_schedule=schedule)
        plan.key = stage.builder.key()  # the same seed gives the same addresses
        plan.save(update_fields=["key"])
        return plan

    def met(self, plan: ReturnPlan, what: str, how_seen: str, judge: str, due: int, ago: int) -> None:
        condition = return_parts.add_condition(plan, by=self.worker, what=what, how_seen=how_seen, judge=judge, due_date=self.day(due))
        return_parts.judge_condition(condition, by=self.worker, answer="met", on=self.day(ago))

    def visit(self, plan: ReturnPlan, ago: int, with_whom: str, reaction: str) -> None:
        return_parts.add_visit(
            plan, by=self.worker, date=self.day(ago), with_whom=with_whom, company="supervised", state="held" if reaction else "planned", reaction=reaction
        )  # fmt: skip


def lives(stage: Stage, homes: list[Household]) -> None:
    """After everything is written: these entries are made as people make them."""
    by_name = {home.adults[0].last_name: home for home in homes}
    _came_home(stage, Telling(stage, by_name[AT_HOME]))
    _with_grandmother(stage, Telling(stage, by_name[AWAY]))
    kept = Telling(stage, by_name["Purenkalne"])
    kept.status(kept.home.children[0], "at_risk", 138, decision=kept.decided(CESIS, "1-6/58", 139))
    kept.status(kept.home.children[0], "with_parents", 25, "Māte ārstējas, meita ir mājās un mācās.")


def _came_home(stage: Stage, told: Telling) -> None:
    """Two winters ago: a cold house, a foster family, and the way back."""
    child, worker = told.home.children[-1], told.worker
    told.status(child, "with_parents", 619, "Dzīvo ar māti un vecāko bērnu.")
    told.status(child, "at_risk", 616, "Mājās ir 9 grādi, malkas nav.")
    told.status(child, "removed", 613, decision=told.decided(BAUSKA, "1-6/12", 613))
    told.status(child, "foster", 612, decision=told.decided(BAUSKA, "1-6/12", 613))
    plan = told.draft(stage, child, 608, "Katru sestdienu uz divām stundām, centrā; bērnu atved audžumāte.")
    told.met(plan, "Mājās ir vismaz 18 grādi.", "Termometrs pie gultas, trīs apmeklējumi pēc kārtas.", BAUSKA, 575, 590)
    told.met(plan, "Ir malka līdz pavasarim.", "Šķūnis apskatīts kopā ar māti.", "sociālā darbiniece", 575, 596)
    return_parts.sign(plan, by=worker, who=str(told.home.adults[0]), role="parent", date=told.day(604))
    return_parts.sign(plan, by=worker, who="audžumāte", role="carer", date=told.day(604))
    returns.agree(plan, by=worker, on=told.day(604), sentence="Visi zina, kas jāizdara un kas to apskatīs.")
    told.visit(plan, 601, "māte", "Sākumā slēpās aiz audžumātes, pēc tam negribēja laist vaļā mātes roku.")
    told.visit(plan, 594, "māte un vecākais bērns", "Spēlēja paslēpes, prasīja, kad brauks mājās.")
    returns.try_at_home(
        plan, by=told.coordinator, on=told.day(588), sentence="Mājās ir silti, var sākt ar nedēļas nogali.",
        authority_consent=f"{BAUSKA}, 1-6/19", safety_check="Runāts ar māti un vecāko bērnu atsevišķi; krāsni pārbaudīja skursteņslauķis.",
    )  # fmt: skip
    for since, until, how, words in (
        (587, 585, "Pirmajā naktī pamodās divreiz, māte bija blakus.", "Mana gulta ir silta."),
        (566, 559, "Nedēļa mājās. Kopā kurināja krāsni.", "Gribu palikt. Sunīti arī."),
    ):
        return_parts.add_stay(plan, by=worker, from_date=told.day(since), until_date=told.day(until), how=how, child_words=words)
    returns.propose_return(
        plan,
        by=worker,
        on=told.day(558),
        sentence="Nosacījumi izpildīti, bērns grib mājās.",
        opinion="Iesaku atgriezt. Pirmos mēnešus asistente divreiz nedēļā.",
    )
    returns.return_home(
        plan, by=worker, on=told.day(550), sentence="Nosacījumi ir izpildīti.", decision=told.decided(BAUSKA, "1-6/31", 552)
    )
    returns.support(
        plan, by=worker, on=told.day(549), sentence="Sākam uzreiz.", support_plan="Ģimenes asistente otrdienās un piektdienās, sociālā darbiniece reizi mēnesī.",
        support_hours=4, support_until_date=told.day(370),
    )  # fmt: skip
    for ago, sentence in (
        (543, "Guļ visu nakti."),
        (536, "Asistente rāda, māte kurina pati."),
        (529, "Bērnudārzā jautri."),
        (520, "Viss mierīgi."),
    ):
        return_parts.record_contact(plan, by=worker, on=told.day(ago), sentence=sentence)
    returns.end_support(plan, by=told.coordinator, on=told.day(365), sentence="Bērns jau pusgadu dzīvo mājās.")


def _with_grandmother(stage: Stage, told: Telling) -> None:
    """Nobody's fault: the children stay with their grandmother until their father can walk."""
    elder, younger = told.home.children[0], told.home.children[-1]
    told.status(
        younger, "kin", 21, "Tēvs pēc operācijas, māte maiņā: mazākais uz laiku pie vecmāmiņas.", told.decided(BAUSKA, "1-6/66", 22)
    )
    told.status(elder, "kin", 9, "Vecākais darbdienās arī pie vecmāmiņas, tur ir tuvāk skolai.")  # by agreement alone
    plan = told.draft(stage, younger, 18, "Katru vakaru kopīgas vakariņas pie vecmāmiņas.")
    told.met(plan, "Tēvs pats var nokāpt pa kāpnēm.", "Rāda apmeklējumā.", "fizioterapeite", -10, 8)
    return_parts.add_condition(
        plan, by=told.worker, what="Kāds ir mājās, kad mātei ir nakts maiņa.", how_seen="Maiņu grafiks pie ledusskapja.", judge="vecāki un sociālā darbiniece", due_date=told.day(-14)
    )  # fmt: skip
    return_parts.sign(plan, by=told.worker, who=str(told.home.adults[0]), role="parent", date=told.day(16))
    returns.agree(plan, by=told.worker, on=told.day(16), sentence="Vecāki un vecmāmiņa vienojās.")
    told.visit(plan, 12, "abi vecāki", "Sēdēja tēvam klēpī un stāstīja par kaķi.")
    told.visit(plan, -2, "abi vecāki", "")
    returns.try_at_home(
        plan, by=told.coordinator, on=told.day(6), sentence="Sākam ar nedēļas nogali.", authority_consent=f"{BAUSKA}, 1-6/71",
        safety_check="Apskatīts dzīvoklis, runāts ar abiem vecākiem.",
    )  # fmt: skip
    return_parts.add_stay(
        plan,
        by=told.worker,
        from_date=told.day(5),
        until_date=told.day(3),
        how="Divas naktis mājās, tēvs pats nolika gulēt.",
        child_words="Tētis iet ar nūju kā vecs rūķis.",
    )

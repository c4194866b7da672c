"""The identity of the five programmes: numbers, money, partners, dates, targets, posts; no people."""

import datetime as dt
from decimal import Decimal
from typing import Any

from ligzda.access.models import Circle, Seat
from ligzda.demo.setting import Stage
from ligzda.kernel.text import squeeze
from ligzda.kernel.translated import Translated
from ligzda.projects.models import (
    Activity,
    Amendment,
    BudgetSource,
    BudgetVersion,
    Partner,
    Post,
    PostHolder,
    Project,
    ProjectAlias,
    ProjectSite,
    SourceValue,
    Target,
    TypedAggregate,
)

D = Decimal
DAY = dt.date

PROGRAMMES: dict[str, dict[str, Any]] = {
    "cesis": {
        "title_lv": "Ģimeņu stiprināšanas programmas izstrāde un ieviešana Cēsu novadā", "funder": "esf", "currency": "LVL",
        "start_date": DAY(2012, 1, 2), "end_date": DAY(2013, 6, 30), "state": "closed", "sites": ("cesis",), "territories": ("cesis",),
        "target_group": "Ģimenes sociālā riska vai krīzes situācijā",
        "programme_lines": [
            "Darbības programma „Cilvēkresursi un nodarbinātība” (papildinājums)", "1.4. prioritāte „Sociālās iekļaušanas veicināšana”",
            "1.4.1. pasākums „Sociālā iekļaušana”",
            "1.4.1.2. aktivitāte „Darbspēju vērtēšanas sistēmas un sociālo pakalpojumu ieviešanas sistēmas pilnveidošana”",
            "1.4.1.2.4. apakšaktivitāte „Sociālās rehabilitācijas un institūcijām alternatīvu sociālās aprūpes pakalpojumu attīstība reģionos”",
        ],
        "partners": (("sos_lv", "lead"), ("nva", "cooperation")),
        "budgets": [("budget", "100000.00", [("grant", "Eiropas Sociālais fonds", "100000.00", False)], "")],
    },
    "capacity": {
        "title_lv": "Latvijas SOS Bērnu ciematu asociācijas administratīvās kapacitātes stiprināšana Ģimeņu stiprināšanas sociālās rehabilitācijas pakalpojumu attīstībai",
        "number": "1DP/1.5.2.2.2/12/APIA/SIF/206/86", "aliases": ("1DP/1.5.2.2.2./12/APIA/SIF/206/86",), "funder": "esf", "currency": "LVL",
        "start_date": DAY(2012, 9, 1), "end_date": DAY(2013, 6, 30), "actual_end_date": DAY(2013, 6, 26), "state": "closed",
        "partners": (("sos_lv", "lead"), ("vk", "supervising"), ("sif", "supervising"), ("ad_opus", "partner"), ("lspa", "partner"), ("tilts", "partner"), ("kzc", "partner")),
        "budgets": [
            ("budget", "24859.09", [("grant", "Eiropas Sociālais fonds (92,07 %)", "22887.76", False), ("unknown", "Pārējais, avots nav zināms", "1971.33", False)], "")
        ],
        "typed": (("ngos", 5), ("trainees", 35), ("concept_trainees", 10), ("municipalities", 10), ("letters_of_intent", 2)),
    },
    "mac150": {
        "title_lv": "Atbalsta pasākumu attīstība sociālās atstumtības riskam pakļauto ģimeņu ar bērniem iekļaušanai sabiedrībā", "acronym": "MAC/150",
        "number": "2012.EEZ/PP/1/MAC/150/008", "aliases": ("2012.EEZ/PP/ 1/MAC/150", "2012/EEZ/PP/1/MAC/150", "2012/EEZ/PP/1/MAC/150/008"),
        "funder": "eea", "supervising_body": "sif", "start_date": DAY(2013, 11, 1), "end_date": DAY(2015, 7, 31), "services_end_date": DAY(2015, 6, 30), "state": "closed",
        "goal": "Sociālie pakalpojumi ģimenēm ar bērniem, kurām draud sociālā atstumtība.", "sites": ("bauska", "valmiera"), "territories": ("bauska", "valmiera"),
        "partners": (("sos_lv", "lead"), ("sos_no", "partner"), ("bauska_ss", "partner"), ("sif", "supervising")),
        "budgets": [
            ("budget", "110984.00", [
                ("grant", "EEZ finanšu instruments", "94891.32", False), ("state", "Valsts līdzfinansējums", "4994.28", False), ("own", "Pašfinansējums", "11098.40", True),
            ], ""),
            ("quoted", "110984.00", [("grant", "EEZ finanšu instruments kopā ar valsts līdzfinansējumu", "99885.60", False), ("partner", "Norvēģijas SOS Bērnu ciemati", "9689.76", False)],
             "Citēts sadalījums; starpība nav izskaidrota."),
        ],
    },
    "lli405": {
        "title_lv": "Sociālo atbalsta pakalpojumu efektivitātes un pieejamības uzlabošana audžuģimenēm, aizbildņiem un adoptētājiem, lai stiprinātu viņu spēju aizsargāt un audzināt bērnus, kuri pakļauti riskam",
        "title_en": "Lat-Lit SOS FGA", "acronym": "LLI-405", "number": "LLI-405", "aliases": ("Lat-Lit SOS FGA",), "funder": "interreg",
        "start_date": DAY(2018, 6, 1), "end_date": DAY(2019, 12, 31), "state": "closed", "sites": ("bauska", "siauliai"),
        "territories": ("bauska", "rundale", "iecava", "vecumnieki", "siauliai", "siauliai_district"),
        "target_group": "Esošas un iespējamas audžuģimenes, aizbildņi un adoptētāji", "partners": (("sos_lv", "lead"), ("sos_lt", "partner")),
    },
    "ngslv623": {
        "title_lv": "Kopienas kā resurss ģimenēm", "title_en": "Community power for Families", "number": "NGSLV-623", "funder": "ncm",
        "start_date": DAY(2020, 5, 1), "end_date": DAY(2021, 3, 31), "state": "closed", "partners": (("geri_norai", "partner"), ("reach", "partner")),
    },
    "ikdiena": {
        "title_lv": "Centru ikdienas darbs ar ģimenēm", "title_en": "Everyday work of the centres", "acronym": "Ikdiena", "start_date": DAY(2016, 1, 1), "state": "running",
        "sites": ("bauska", "valmiera", "cesis", "siauliai"), "partners": (("sos_lv", "lead"),),
    },
}  # fmt: skip


def programmes(stage: Stage) -> dict[str, Project]:
    """Create all of them; the project manager sits in every project's circle."""
    found = {}
    for key, facts in PROGRAMMES.items():
        circle = Circle.objects.create(kind=Circle.Kind.PROJECT, name=key)
        Seat.objects.create(
            circle=circle, user=stage.users["projekti"], role="project_manager", because="appointed", from_date=DAY(2011, 1, 1)
        )
        plain = {name: facts[name] for name in (
            "title_lv", "title_en", "acronym", "number", "goal", "target_group", "programme_lines", "currency", "start_date", "end_date", "services_end_date",
            "actual_end_date", "state",
        ) if name in facts}  # fmt: skip
        project = Project.objects.create(
            key=key, circle=circle, squeezed=squeeze(facts.get("number", "")), funder=stage.organisations.get(facts.get("funder", "")),
            supervising_body=stage.organisations.get(facts.get("supervising_body", "")), **plain, **_unless_stated(key),
        )  # fmt: skip
        _surroundings(stage, project, facts)
        _money(project, facts)
        found[key] = project
    _mac150(stage, found["mac150"])
    _others(stage, found)
    return found


def _unless_stated(key: str) -> dict[str, str]:
    """The five programmes are put together from published texts; only what these name is known."""
    if key == "ikdiena":
        return {}
    return {
        "unless_stated": "unknown",
        "unless_stated_because": "Programma salikta no publicētiem tekstiem; zināms ir tikai tas, ko tie nosauc.",
    }


def _surroundings(stage: Stage, project: Project, facts: dict[str, Any]) -> None:
    for text in facts.get("aliases", ()):
        ProjectAlias.objects.create(project=project, text=text, squeezed=squeeze(text))
    for name, role in facts.get("partners", ()):
        Partner.objects.create(project=project, organisation=stage.organisations[name], role=role)
    for site in facts.get("sites", ()):
        ProjectSite.objects.create(project=project, site=stage.sites[site])
    project.territories.set([stage.territory(key, project.start_date or DAY(2012, 1, 1)) for key in facts.get("territories", ())])
    for code, value in facts.get("typed", ()):
        TypedAggregate.objects.create(
            project=project,
            code=code,
            date=project.actual_end_date,
            value=value,
            source="projekta noslēguma ziņa",
            method="skaits no pārskata",
        )
    Activity.objects.create(project=project, key="support", name="Atbalsts ģimenēm")


def _money(project: Project, facts: dict[str, Any]) -> None:
    for n, (kind, total, sources, note) in enumerate(facts.get("budgets", ())):
        budget = BudgetVersion.objects.create(
            project=project,
            version=1,
            kind=kind,
            total=D(total),
            currency=project.currency,
            note=note,
            source="līgums" if not n else "cits teksts",
        )
        for source_kind, name, amount, in_kind in sources:
            BudgetSource.objects.create(budget=budget, kind=source_kind, name=name, amount=D(amount), includes_in_kind=in_kind)


def _mac150(stage: Stage, project: Project) -> None:
    Amendment.objects.create(
        project=project, version=1, signed_date=None, reason="", start_date=DAY(2013, 11, 1), end_date=DAY(2015, 4, 30), source="pieteikums"
    )
    Amendment.objects.create(
        project=project,
        version=2,
        signed_date=None,
        reason="Ietaupījumi: vēl trīs mēneši un vēl viena nometne.",
        start_date=DAY(2013, 11, 1),
        end_date=DAY(2015, 7, 31),
        source="16 mēnešu pārskats",
    )
    ProjectAlias.objects.create(
        project=project, kind="funder", text="Norvēģu finanšu instruments", squeezed=squeeze("Norvēģu finanšu instruments")
    )
    for field, value, decision in (
        ("start_date", "15.11.2013.", "Mēnešu skaits saskan tikai ar 01.11.2013."), ("start_date", "1.11.2015.", "Drukas kļūda: sākums būtu pēc beigām."),
        ("end_date", "2015. gada marts", "Citēts, nav izskaidrots."), ("months", "21 + 3", "Pagarinājums ieskaitīts divreiz."),
    ):  # fmt: skip
        SourceValue.objects.create(project=project, field=field, value=value, source="pašvaldības lapa", decision=decision)
    start = project.start_date
    for code, dimension, version, value, title in (
        ("families", "", 1, 100, ""), ("families", "", 2, 116, ""), ("children", "", 1, 200, ""), ("children", "", 2, 250, ""), ("families", "service=fgc", 1, 6, ""),
        ("families", "site=bauska", 1, 50, ""), ("families", "site=valmiera", 1, 50, ""), ("camps", "", 1, 2, ""), ("camps", "", 2, 3, ""),
        ("mentors", "", 1, 5, Translated(lv="Brīvprātīgie mentori", en="Volunteer mentors", lt="Savanoriai mentoriai")),
        ("handbooks", "", 1, 1, Translated(lv="Mentoru rokasgrāmata", en="Handbook for mentors", lt="Mentorių vadovas")),
        ("trainees", "course=fgc", 1, 20, Translated(lv="Apmācīti ĢGK vadīšanā", en="Trained to lead family group conferences", lt="Išmokyti vesti šeimos konferencijas")),
    ):  # fmt: skip
        note = "Noslēguma teksts 116 un 250 sauc par sākotnējiem; agrākie teksti – 100 un 200." if version == 2 and code != "camps" else ""
        Target.objects.create(
            project=project,
            code=code,
            dimension=dimension,
            version=version,
            value=value,
            title=title or Translated(),
            note=note,
            valid_from_date=start if version == 1 else None,
        )
    _mac150_posts(stage, project, start)


def _mac150_posts(stage: Stage, project: Project, start: Any) -> None:
    for site in ("bauska", "valmiera"):
        post = Post.objects.create(
            key=stage.builder.key(),
            project=project,
            site=stage.sites[site],
            function=stage.functions["social_worker"],
            planned_from_date=start,
            planned_until_date=project.end_date,
            state="filled",
        )
        PostHolder.objects.create(post=post, user=stage.staff(site, "social_worker")[0], from_date=start, until_date=project.end_date)
    for _n in range(4):
        post = Post.objects.create(
            key=stage.builder.key(),
            project=project,
            function=stage.functions["family_assistant"],
            planned_from_date=start,
            planned_until_date=project.end_date,
        )
        PostHolder.objects.create(post=post, is_unknown=True, from_date=start)


def _others(stage: Stage, projects: dict[str, Project]) -> None:
    cesis = projects["cesis"]
    for function in ("social_worker", "social_rehabilitator"):
        for user in stage.staff("cesis", function):
            post = Post.objects.create(
                key=stage.builder.key(),
                project=cesis,
                site=stage.sites["cesis"],
                function=stage.functions[function],
                planned_from_date=cesis.start_date,
                planned_until_date=cesis.end_date,
                state="filled",
            )
            PostHolder.objects.create(post=post, user=user, from_date=cesis.start_date, until_date=cesis.end_date)
    Target.objects.create(
        project=projects["lli405"],
        code="carer_units",
        version=1,
        value=200,
        comparator="≥",
        title=Translated(
            lv="Esošas un iespējamas audžuģimenes, aizbildņi un adoptētāji",
            en="Existing and possible foster families, guardians and adopters",
            lt="Esami ir būsimi globėjai, rūpintojai ir įtėviai",
        ),
        valid_from_date=DAY(2018, 6, 1),
    )

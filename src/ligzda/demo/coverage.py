"""What the programmes never reported: the gaps, as coverage statements with a sentence for the reader in three languages."""

import datetime as dt
from typing import Any

from ligzda.demo.setting import Stage
from ligzda.kernel.translated import Translated
from ligzda.projects.models import CoverageStatement, Project, PublishedText

DAY = dt.date
P1, P2, P3, P4, P5 = DAY(2012, 1, 2), DAY(2012, 9, 1), DAY(2013, 11, 1), DAY(2018, 6, 1), DAY(2020, 5, 1)
END1, END3, END_GROUPS = DAY(2012, 12, 31), DAY(2015, 7, 31), DAY(2015, 2, 28)
REPORTED3 = (
    DAY(2014, 4, 30),
    DAY(2014, 7, 31),
    DAY(2014, 11, 30),
    DAY(2015, 2, 28),
    DAY(2015, 5, 31),
)  # days of the texts that name families

NOTES = {
    "never": Translated(lv="Šis skaits nav ziņots.", en="This number was never reported.", lt="Šis skaičius niekada nebuvo praneštas."),
    "site": Translated(
        lv="Ģimenes pa vietām plānoja 50 un 50, faktiskais skaits nav ziņots.",
        en="Families by site were planned 50 and 50; the actual number was never reported.",
        lt="Šeimos pagal vietas planuotos po 50, tikrasis skaičius nepraneštas.",
    ),
    "complete": Translated(
        lv="Noslēguma pārskatā skaits ir pilns.",
        en="The final report gives the full number.",
        lt="Galutinėje ataskaitoje skaičius pateiktas visas.",
    ),
    "children": Translated(
        lv="Bērnu skaitu ziņoja tikai noslēguma pārskatā.",
        en="The number of children was reported only at the end.",
        lt="Vaikų skaičius praneštas tik galutinėje ataskaitoje.",
    ),
    "assistants": Translated(
        lv="Cik ģimenes asistentu strādāja un cik ģimenēm, nav ziņots.",
        en="How many family assistants worked, and for how many families, was never reported.",
        lt="Kiek dirbo šeimos asistentų ir su kiek šeimų, nepranešta.",
    ),
    "later": Translated(lv="Pārskats beidzas ar 2012. gadu.", en="The report ends with 2012.", lt="Ataskaita baigiasi 2012 metais."),
    "floor": Translated(
        lv="Pārskatā nosaukta robeža, nevis skaits.",
        en="The report names a floor, not a number.",
        lt="Ataskaitoje nurodyta riba, o ne skaičius.",
    ),
    "event": Translated(
        lv="Cik cilvēku piedalījās, nav ziņots.", en="How many people came was never reported.", lt="Kiek žmonių dalyvavo, nepranešta."
    ),
    "hiv": Translated(
        lv="HIV/AIDS speciālista darbs nav saskaitīts.",
        en="The work of the HIV/AIDS specialist was not counted.",
        lt="ŽIV/AIDS specialisto darbas nesuskaičiuotas.",
    ),
    "social": Translated(
        lv="Sociālais darbs bija pamatpakalpojums, ģimenes tajā nav skaitītas.",
        en="Social work was the base service; its families were not counted.",
        lt="Socialinis darbas buvo pagrindinė paslauga, jo šeimos neskaičiuotos.",
    ),
    "group": Translated(
        lv="Nodarbību skaits pēc 16 mēnešu pārskata nav ziņots.",
        en="The number of meetings after the 16-month report is not known.",
        lt="Susitikimų skaičius po 16 mėnesių ataskaitos nepraneštas.",
    ),
    "text": Translated(
        lv="Skaits nosaukts publicētajā tekstā.", en="The published text names this number.", lt="Šį skaičių nurodo paskelbtas tekstas."
    ),
    "camp": Translated(
        lv="Nometnes dalībnieki nav saskaitīti.",
        en="The people at this camp were not counted.",
        lt="Šios stovyklos dalyviai nesuskaičiuoti.",
    ),
}

# (project, measure, dimensions, from, until, state, note); "at_least" carries the floor and how it reads
STATEMENTS: tuple[tuple[Any, ...], ...] = (
    ("mac150", "posts_filled", ["function=family_assistant"], P3, None, "unknown", "assistants"),
    ("mac150", "families", ["service=family_assistant"], P3, None, "unknown", "assistants"),
    ("mac150", "trainees", ["course=fgc"], DAY(2014, 6, 10), None, "unknown", "never"),
    ("mac150", "completions", ["course=fgc"], DAY(2014, 6, 10), None, "unknown", "never"),
    ("mac150", "families", ["service=fgc", "site"], P3, None, "unknown", "never"),
    ("mac150", "conferences", ["service=fgc", "site"], P3, None, "unknown", "never"),
    ("mac150", "conference_plans", [], P3, None, "unknown", "never"),
    ("mac150", "conference_reviews", [], P3, None, "unknown", "never"),
    *(("mac150", code, ["camp=bauska_1"], DAY(2014, 7, 14), None, "unknown", "camp") for code in ("persons", "adults", "children", "participations")),
    *(("mac150", code, ["camp=bauska_2"], DAY(2015, 6, 18), None, "unknown", "camp") for code in ("persons", "adults", "children", "participations", "families")),
    *(("mac150", "children", [split], P3, None, "unknown", "never") for split in ("age", "sex", "site")),
    ("mac150", "children", [], P3, DAY(2015, 7, 30), "unknown", "children"),
    *((key, code, [], start, None, "unknown", "never") for key, start in (("cesis", P1), ("mac150", P3)) for code in ("exits", "children_removed", "children_kept", "children_returned", "area_change", "reopened")),
    ("mac150", "mentor_hours", [], DAY(2014, 10, 1), None, "unknown", "never"),
    ("mac150", "mentor_meetings", [], DAY(2014, 10, 1), None, "unknown", "never"),
    ("mac150", "supervisions", ["for=mentors"], DAY(2015, 3, 1), None, "unknown", "never"),
    ("mac150", "participations", ["session"], DAY(2014, 3, 31), None, "unknown", "never"),
    ("mac150", "sessions", ["group=b"], DAY(2015, 3, 1), None, "unknown", "group"),
    *(
        ("mac150", "event_attendance", [f"event={key}"], day, None, "unknown", "event")
        for key, day in (("fgc_seminar", DAY(2014, 6, 10)), ("fgc_training", DAY(2014, 6, 11)), ("handbook_presentation", DAY(2015, 5, 26)), ("closing_conference", DAY(2015, 7, 21)))
    ),
    ("capacity", "event_attendance", ["event=round_table"], P2, None, "unknown", "event"),
    ("mac150", "families", ["site"], P3, None, "unknown", "site"),
    ("mac150", "families", ["site", "service=psychologist"], END3, None, "complete", "complete"),
    ("mac150", "families", ["site", "service=lawyer"], END3, None, "complete", "complete"),
    ("mac150", "consultations", [], P3, None, "unknown", "never"),
    ("mac150", "volunteer_hours", [], P3, None, "unknown", "never"),
    ("mac150", "volunteer_value", [], P3, None, "unknown", "never"),
    ("cesis", "consultations", ["service=hiv_specialist"], P1, None, "unknown", "hiv"),
    *(("cesis", "consultations", [split], P1, None, "unknown", "never") for split in ("family", "age", "sex", "month", "quarter")),
    ("cesis", "donation_value", [], P1, None, "unknown", "never"),
    ("cesis", "donation_quantity", [], P1, None, "unknown", "never"),
    ("cesis", "children", ["camp=staicele", "territory=valmiera"], P1, None, "unknown", "camp"),
    ("cesis", "event_attendance", ["event=science_centre"], P1, None, "unknown", "event"),
    ("cesis", "event_attendance", ["event=technology_workshop"], P1, None, "unknown", "event"),
    ("capacity", "trainees", ["organisation"], P2, None, "unknown", "never"),
    ("lli405", "*", [], P4, None, "unknown", "never"),
    ("ngslv623", "*", [], P5, None, "unknown", "never"),
    ("cesis", "active", [], P1, DAY(2013, 1, 31), "at_least", "floor"),
    ("cesis", "*", [], DAY(2013, 1, 1), None, "unknown", "later"),
    ("mac150", "families", ["service=social_work"], P3, None, "unknown", "social"),
    # Nobody ever published these either.
    ("mac150", "persons", [], P3, None, "unknown", "never"),
    *((key, code, [], start, None, "unknown", "never") for key, start in (("cesis", P1), ("mac150", P3)) for code in ("contacts", "hours", "services")),
    ("mac150", "adults", [], P3, None, "unknown", "never"),
    *(("mac150", code, ["camp=valmiera"], DAY(2014, 6, 18), None, "complete", "complete") for code in ("persons", "adults", "children")),
    *(("cesis", code, [split], P1, None, "unknown", "never") for code in ("families", "persons", "children", "adults") for split in ("sex", "age", "quarter", "month")),
    # What the texts do name. Everything else is unknown, because the five programmes are unknown unless stated.
    *(("cesis", code, [], END1, END1, "complete", "text") for code in ("families", "persons", "children", "adults", "consultations", "admitted", "camps")),
    ("cesis", "children", ["camp=staicele", "territory=cesis"], END1, None, "complete", "text"),
    *(("cesis", code, [split], P1, None, "unknown", "never") for code in ("families", "persons", "children", "adults") for split in ("service", "function", "territory", "family_type")),
    *(("cesis", "consultations", [split], P1, None, "unknown", "never") for split in ("function", "territory", "family_type")),
    *(("cesis", "admitted", [split], P1, None, "unknown", "never") for split in ("quarter", "month", "territory", "family_type")),
    *(("mac150", "families", [], day, day, "complete", "text") for day in REPORTED3),
    *(("mac150", code, [], END3, None, "complete", "text") for code in ("families", "children", "camps")),
    *(("mac150", code, [split], P3, None, "unknown", "never") for code in ("families", "children") for split in ("service", "function", "quarter", "month", "territory", "family_type")),
    ("mac150", "families", ["group"], P3, None, "unknown", "never"),
    *(("mac150", "families", [f"service={service}"], END3, None, "complete", "text") for service in ("psychologist", "lawyer", "fgc")),
    ("mac150", "sessions", [], P3, None, "complete", "text"),
    *(("mac150", "sessions", [split], P3, None, "unknown", "never") for split in ("quarter", "month", "function")),
    ("mac150", "completions", [], END_GROUPS, None, "complete", "text"),
    *(("mac150", "completions", [split], P3, None, "unknown", "never") for split in ("site", "service", "quarter", "month", "sex", "age", "family_type", "territory", "camp")),
    ("mac150", "average_attendance", ["group=a"], DAY(2014, 4, 30), DAY(2014, 11, 6), "complete", "text"),
    ("mac150", "average_attendance", ["group=b"], DAY(2014, 4, 30), END_GROUPS, "complete", "text"),
    ("mac150", "event_attendance", [], P3, None, "complete", "text"),
)  # fmt: skip


def coverage(stage: Stage, projects: dict[str, Project]) -> None:
    """State them all, as entered by the project manager."""
    for key, measure, dimensions, start, end, state, note in STATEMENTS:
        floor = {"floor": 40, "comparator": ">"} if state == "at_least" else {}
        is_public = note == "text"  # the text that names the number was published long ago: hiding it would protect nobody
        CoverageStatement.objects.create(
            project=projects[key], measure=measure, dimensions=dimensions, from_date=start, until_date=end, state=state, note=NOTES[note],
            source="programmas pārskati", reason="Pārskatu salīdzināšana ar ierakstiem.", entered_by=stage.users["projekti"], exempt=is_public, **floor,
        )  # fmt: skip


TEXTS = (
    (1, "Noslēguma pārskats", "final_report", True, END3, DAY(2015, 8, 28), None, ""),
    (2, "Noslēguma konference", "conference", False, END3, DAY(2015, 7, 22), None, ""),
    (3, "19 mēneši", "quarterly_report", True, DAY(2015, 5, 31), DAY(2015, 6, 10), None, ""),
    (4, "16 mēneši, pagarinājums", "quarterly_report", True, DAY(2015, 2, 28), None, DAY(2015, 3, 6), "biedrības lapa"),
    (5, "13 mēneši", "quarterly_report", True, DAY(2014, 11, 30), DAY(2014, 12, 4), None, ""),
    (6, "9 mēneši", "quarterly_report", True, DAY(2014, 7, 31), DAY(2014, 9, 11), None, "atsevišķi notikumi līdz 26.08.2014."),
    (7, "Ģimenes grupas konferences semināri", "news", False, DAY(2014, 6, 13), DAY(2014, 6, 17), None, ""),
    (8, "6 mēneši", "quarterly_report", True, DAY(2014, 4, 30), DAY(2014, 5, 23), None, ""),
    (9, "Uzsākts projekts", "start", True, None, DAY(2014, 2, 21), None, "tikai plāns"),
    (10, "Uzsākts projekts, pirmā ziņa", "start", False, None, None, None, "2013. gada novembris; tikai plāns"),
)


def texts(project: Project) -> None:
    """The ten texts published before Ligzda."""
    for number, subject, kind, series, as_of, published, other, note in TEXTS:
        PublishedText.objects.create(
            project=project, number=number, subject=subject, kind=kind, in_series=series, as_of_date=as_of, published_date=published, other_date=other,
            other_source="biedrības lapa" if other else "", note=note, source="pašvaldības lapa",
        )  # fmt: skip

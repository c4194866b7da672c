"""The service types and topics an organisation begins with, in three languages. Administrators edit them afterwards."""

from typing import NamedTuple

from ligzda.access.models import Function
from ligzda.services.models import ServiceType, Topic

Kind = ServiceType.Kind


class Service(NamedTuple):
    """One service type as delivered: its names, what kind of work it is, whose work it usually is."""

    key: str
    name_lv: str
    name_en: str
    name_lt: str
    kind: str = Kind.CONSULTATION
    function: str = ""
    minutes: int = 60
    place: str = "centre"


SERVICES = (
    Service("social_work", "sociālais darbs", "social work", "socialinis darbas", Kind.CONTACT, "social_worker"),
    Service(
        key="home_visit",
        name_lv="mājas apmeklējums",
        name_en="home visit",
        name_lt="lankymasis namuose",
        kind=Kind.HOME_VISIT,
        function="social_worker",
        minutes=60,
        place="home",
    ),
    Service(
        key="family_assistant",
        name_lv="ģimenes asistenta atbalsts",
        name_en="family assistant’s support",
        name_lt="šeimos asistento pagalba",
        kind=Kind.CONTACT,
        function="family_assistant",
        minutes=120,
        place="home",
    ),
    Service(
        "rehabilitation", "sociālā rehabilitācija", "social rehabilitation", "socialinė reabilitacija", Kind.CONTACT, "social_rehabilitator"
    ),
    Service(
        "psychologist",
        "psihologa konsultācija",
        "psychologist’s consultation",
        "psichologo konsultacija",
        function="psychologist",
        minutes=45,
    ),
    Service(
        "psychotherapist",
        "psihoterapeita konsultācija",
        "psychotherapist’s consultation",
        "psichoterapeuto konsultacija",
        function="psychotherapist",
        minutes=45,
    ),
    Service(
        "physiotherapist",
        "fizioterapeita konsultācija",
        "physiotherapist’s consultation",
        "kineziterapeuto konsultacija",
        function="physiotherapist",
        minutes=45,
    ),
    Service(
        "speech_therapist",
        "logopēda konsultācija",
        "speech therapist’s consultation",
        "logopedo konsultacija",
        function="speech_therapist",
        minutes=45,
    ),
    Service("lawyer", "juridiskā konsultācija", "legal advice", "teisinė konsultacija", function="lawyer", minutes=45),
    Service(
        "narcologist",
        "narkologa konsultācija",
        "addiction doctor’s consultation",
        "priklausomybių ligų gydytojo konsultacija",
        function="narcologist",
        minutes=45,
    ),
    Service(
        "gynaecologist",
        "ginekologa konsultācija",
        "gynaecologist’s consultation",
        "ginekologo konsultacija",
        function="gynaecologist",
        minutes=45,
    ),
    Service(
        "hiv_specialist",
        "HIV/AIDS speciālista konsultācija",
        "HIV/AIDS specialist’s consultation",
        "ŽIV/AIDS specialisto konsultacija",
        function="hiv_specialist",
        minutes=45,
    ),
    Service("support_group", "atbalsta grupa", "support group", "paramos grupė", Kind.GROUP, "group_leader", 120),
    Service(
        key="camp",
        name_lv="nometne",
        name_en="camp",
        name_lt="stovykla",
        kind=Kind.CAMP,
        function="group_leader",
        minutes=480,
        place="other",
    ),
    Service("fgc", "ģimenes grupas konference", "family group conference", "šeimos konferencija", Kind.CONFERENCE, "", 180),
    Service(
        key="mentoring",
        name_lv="mentorings",
        name_en="mentoring",
        name_lt="mentorystė",
        kind=Kind.MENTORING,
        function="mentor",
        minutes=120,
        place="other",
    ),
)

# (key, group, lv, en, lt): what meetings of the programmes were about.
TOPICS = (
    (
        "everyday_support",
        "psycho_emotional",
        "atbalsts ikdienas grūtībās",
        "support in everyday difficulties",
        "pagalba kasdieniuose sunkumuose",
    ),
    ("crisis_support", "psycho_emotional", "atbalsts krīzē", "support in crisis", "pagalba krizėje"),
    ("parenting_skills", "parenting", "vecāku prasmes", "parenting skills", "tėvystės įgūdžiai"),
    ("learning_difficulties", "school", "bērna mācīšanās grūtības", "the child’s learning difficulties", "vaiko mokymosi sunkumai"),
    ("school_contact", "school", "sadarbība ar skolu", "cooperation with the school", "bendradarbiavimas su mokykla"),
    ("budget", "household", "ģimenes budžets", "family budget", "šeimos biudžetas"),
    ("shopping_cooking", "household", "iepirkšanās un ēst gatavošana", "buying food and cooking", "maisto pirkimas ir gaminimas"),
    ("hygiene", "household", "personīgā un mājokļa higiēna", "hygiene of body and home", "asmens ir namų higiena"),
    ("baby_safe_home", "household", "mājoklis mazam bērnam", "a home ready for a small child", "namai mažam vaikui"),
    ("cv", "work", "dzīves gājuma apraksts", "writing a CV", "gyvenimo aprašymas"),
    ("job_search", "work", "darba meklēšana", "looking for work", "darbo paieška"),
    ("child_development", "child", "bērna attīstība", "the child’s development", "vaiko raida"),
    ("papers_rights", "rights", "dokumenti un tiesības", "papers and rights", "dokumentai ir teisės"),
    ("housing", "rights", "mājoklis", "housing", "būstas"),
    ("violence", "safety", "vardarbība", "violence", "smurtas"),
    ("addiction", "health", "atkarība", "addiction", "priklausomybė"),
    ("health", "health", "veselība", "health", "sveikata"),
)


def ensure_catalogue() -> None:
    """Create what is missing by key; what an administrator changed stays as it is."""
    functions = {function.key: function for function in Function.objects.all()}
    there = set(ServiceType.objects.values_list("key", flat=True))
    ServiceType.objects.bulk_create(
        ServiceType(
            key=one.key,
            name_lv=one.name_lv,
            name_en=one.name_en,
            name_lt=one.name_lt,
            kind=one.kind,
            function=functions.get(one.function),
            is_consultation=one.kind == Kind.CONSULTATION,
            usual_minutes=one.minutes,
            usual_place=one.place,
        )
        for one in SERVICES
        if one.key not in there
    )
    for type_ in ServiceType.objects.filter(function=None, key__in=[one.key for one in SERVICES if one.function in functions]):
        type_.function = functions[next(one.function for one in SERVICES if one.key == type_.key)]
        type_.save(update_fields=["function"])
    known = set(Topic.objects.values_list("key", flat=True))
    Topic.objects.bulk_create(
        Topic(key=key, group_key=group, name_lv=lv, name_en=en, name_lt=lt) for key, group, lv, en, lt in TOPICS if key not in known
    )

"""The service types and topics an organisation begins with. Administrators edit them afterwards."""

from typing import NamedTuple

from ligzda.access.models import Function
from ligzda.kernel.translated import Translated
from ligzda.services.models import ServiceType, Topic

Kind = ServiceType.Kind


class Service(NamedTuple):
    """One service type as delivered: its names, what kind of work it is, whose work it usually is."""

    key: str
    name: Translated
    kind: str = Kind.CONSULTATION
    function: str = ""
    minutes: int = 60
    place: str = "centre"


SERVICES = (
    Service("social_work", Translated(lv="sociālais darbs", en="social work", lt="socialinis darbas"), Kind.CONTACT, "social_worker"),
    Service(
        "home_visit",
        Translated(lv="mājas apmeklējums", en="home visit", lt="lankymasis namuose"),
        Kind.HOME_VISIT,
        "social_worker",
        60,
        "home",
    ),
    Service(
        "family_assistant",
        Translated(lv="ģimenes asistenta atbalsts", en="family assistant’s support", lt="šeimos asistento pagalba"),
        Kind.CONTACT,
        "family_assistant",
        120,
        "home",
    ),
    Service(
        "rehabilitation",
        Translated(lv="sociālā rehabilitācija", en="social rehabilitation", lt="socialinė reabilitacija"),
        Kind.CONTACT,
        "social_rehabilitator",
    ),
    Service(
        "psychologist",
        Translated(lv="psihologa konsultācija", en="psychologist’s consultation", lt="psichologo konsultacija"),
        function="psychologist",
        minutes=45,
    ),
    Service(
        "psychotherapist",
        Translated(lv="psihoterapeita konsultācija", en="psychotherapist’s consultation", lt="psichoterapeuto konsultacija"),
        function="psychotherapist",
        minutes=45,
    ),
    Service(
        "physiotherapist",
        Translated(lv="fizioterapeita konsultācija", en="physiotherapist’s consultation", lt="kineziterapeuto konsultacija"),
        function="physiotherapist",
        minutes=45,
    ),
    Service(
        "speech_therapist",
        Translated(lv="logopēda konsultācija", en="speech therapist’s consultation", lt="logopedo konsultacija"),
        function="speech_therapist",
        minutes=45,
    ),
    Service("lawyer", Translated(lv="juridiskā konsultācija", en="legal advice", lt="teisinė konsultacija"), function="lawyer", minutes=45),
    Service(
        "narcologist",
        Translated(lv="narkologa konsultācija", en="addiction doctor’s consultation", lt="priklausomybių ligų gydytojo konsultacija"),
        function="narcologist",
        minutes=45,
    ),
    Service(
        "gynaecologist",
        Translated(lv="ginekologa konsultācija", en="gynaecologist’s consultation", lt="ginekologo konsultacija"),
        function="gynaecologist",
        minutes=45,
    ),
    Service(
        "hiv_specialist",
        Translated(lv="HIV/AIDS speciālista konsultācija", en="HIV/AIDS specialist’s consultation", lt="ŽIV/AIDS specialisto konsultacija"),
        function="hiv_specialist",
        minutes=45,
    ),
    Service("support_group", Translated(lv="atbalsta grupa", en="support group", lt="paramos grupė"), Kind.GROUP, "group_leader", 120),
    Service("camp", Translated(lv="nometne", en="camp", lt="stovykla"), Kind.CAMP, "group_leader", 480, "other"),
    Service(
        "fgc", Translated(lv="ģimenes grupas konference", en="family group conference", lt="šeimos konferencija"), Kind.CONFERENCE, "", 180
    ),
    Service("mentoring", Translated(lv="mentorings", en="mentoring", lt="mentorystė"), Kind.MENTORING, "mentor", 120, "other"),
)

# (key, group, name): what meetings of the programmes were about.
TOPICS = (
    (
        "everyday_support",
        "psycho_emotional",
        Translated(lv="atbalsts ikdienas grūtībās", en="support in everyday difficulties", lt="pagalba kasdieniuose sunkumuose"),
    ),
    ("crisis_support", "psycho_emotional", Translated(lv="atbalsts krīzē", en="support in crisis", lt="pagalba krizėje")),
    ("parenting_skills", "parenting", Translated(lv="vecāku prasmes", en="parenting skills", lt="tėvystės įgūdžiai")),
    (
        "learning_difficulties",
        "school",
        Translated(lv="bērna mācīšanās grūtības", en="the child’s learning difficulties", lt="vaiko mokymosi sunkumai"),
    ),
    ("school_contact", "school", Translated(lv="sadarbība ar skolu", en="cooperation with the school", lt="bendradarbiavimas su mokykla")),
    ("budget", "household", Translated(lv="ģimenes budžets", en="family budget", lt="šeimos biudžetas")),
    (
        "shopping_cooking",
        "household",
        Translated(lv="iepirkšanās un ēst gatavošana", en="buying food and cooking", lt="maisto pirkimas ir gaminimas"),
    ),
    ("hygiene", "household", Translated(lv="personīgā un mājokļa higiēna", en="hygiene of body and home", lt="asmens ir namų higiena")),
    ("baby_safe_home", "household", Translated(lv="mājoklis mazam bērnam", en="a home ready for a small child", lt="namai mažam vaikui")),
    ("cv", "work", Translated(lv="dzīves gājuma apraksts", en="writing a CV", lt="gyvenimo aprašymas")),
    ("job_search", "work", Translated(lv="darba meklēšana", en="looking for work", lt="darbo paieška")),
    ("child_development", "child", Translated(lv="bērna attīstība", en="the child’s development", lt="vaiko raida")),
    ("papers_rights", "rights", Translated(lv="dokumenti un tiesības", en="papers and rights", lt="dokumentai ir teisės")),
    ("housing", "rights", Translated(lv="mājoklis", en="housing", lt="būstas")),
    ("violence", "safety", Translated(lv="vardarbība", en="violence", lt="smurtas")),
    ("addiction", "health", Translated(lv="atkarība", en="addiction", lt="priklausomybė")),
    ("health", "health", Translated(lv="veselība", en="health", lt="sveikata")),
)


def ensure_catalogue() -> None:
    """Create what is missing by key; what an administrator changed stays as it is."""
    functions = {function.key: function for function in Function.objects.all()}
    there = set(ServiceType.objects.values_list("key", flat=True))
    ServiceType.objects.bulk_create(
        ServiceType(
            key=one.key,
            name=one.name,
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
    Topic.objects.bulk_create(Topic(key=key, group_key=group, name=name) for key, group, name in TOPICS if key not in known)

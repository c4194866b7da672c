"""The stage: organisations, territories, sites, functions, service types and the people who sign in."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile

from ligzda.access.actor import Actor
from ligzda.access.catalogue import ensure_catalogue as ensure_functions
from ligzda.access.homes import organisation
from ligzda.access.keys import house_digest
from ligzda.access.models import Circle, Function, Seat, User
from ligzda.cases.catalogue import ensure_instruments, ensure_note_templates
from ligzda.demo.builder import Builder
from ligzda.documents.actions.templates import add_template
from ligzda.documents.docx import OURS
from ligzda.kernel import clock
from ligzda.kernel.text import fold
from ligzda.people.models import Organisation
from ligzda.places.models import Site, Territory
from ligzda.places.territories import ensure_territories
from ligzda.services.catalogue import ensure_catalogue as ensure_services
from ligzda.services.models import ServiceType, Topic

PASSWORD = "ligzda-demo"
START = dt.date(2011, 1, 1)

# e-mail name, name, function, role, sites
STAFF: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("administratore", "Aina Zelmene", "administrator", "administrator", ()),
    ("koordinatore", "Dace Liepkalne", "centre_manager", "coordinator", ("bauska",)),
    ("koordinators.valmiera", "Andris Klinškalns", "centre_manager", "coordinator", ("valmiera",)),
    ("koordinatore.cesis", "Maruta Egle-Kalna", "centre_manager", "coordinator", ("cesis",)),
    ("koordinatore.siauliai", "Ramunė Ąžuolaitė", "centre_manager", "coordinator", ("siauliai",)),
    ("uznemsana", "Kristīne Rīta", "intake_worker", "intake_worker", ("bauska",)),
    ("sociala", "Ilze Krūmkalne", "social_worker", "case_worker", ("bauska",)),
    ("sociala2", "Ligita Meldere", "social_worker", "case_worker", ("bauska",)),
    ("sociala.valmiera", "Sandra Viršune", "social_worker", "case_worker", ("valmiera",)),
    ("sociala2.valmiera", "Gatis Sūnkalns", "social_worker", "case_worker", ("valmiera",)),
    ("sociala.cesis", "Inga Dzērvene", "social_worker", "case_worker", ("cesis",)),
    ("sociala2.cesis", "Vija Rudzkalne", "social_worker", "case_worker", ("cesis",)),
    ("sociala.siauliai", "Jolanta Pievaitė", "social_worker", "case_worker", ("siauliai",)),
    ("asistente", "Baiba Sīpolkalne", "family_assistant", "family_assistant", ("bauska",)),
    ("asistente.valmiera", "Guna Apse-Lejniece", "family_assistant", "family_assistant", ("valmiera",)),
    ("rehabilitetaja", "Ieva Ķimene", "social_rehabilitator", "social_rehabilitator", ("cesis",)),
    ("rehabilitetaja2", "Daiga Vilkābele", "social_rehabilitator", "social_rehabilitator", ("cesis",)),
    ("psihologe", "Ieva Dzenkalne", "psychologist", "specialist", ("bauska",)),
    ("psihologe2", "Rudīte Smilga", "psychologist", "specialist", ("bauska",)),
    ("psihologs.valmiera", "Juris Amolkalns", "psychologist", "specialist", ("valmiera",)),
    ("jurists", "Toms Rubeņkalns", "lawyer", "specialist", ("bauska", "valmiera")),
    ("psihologe.cesis", "Solvita Ērkšķe", "psychologist", "specialist", ("cesis",)),
    ("psihoterapeite", "Regīna Mētrāja", "psychotherapist", "specialist", ("cesis",)),
    ("fizioterapeite", "Laila Vasarāja", "physiotherapist", "specialist", ("cesis",)),
    ("logopede", "Anda Skaidrā", "speech_therapist", "specialist", ("cesis",)),
    ("juriste.cesis", "Vizma Kārkle", "lawyer", "specialist", ("cesis",)),
    ("narkologs", "Aldis Rasiņkalns", "narcologist", "specialist", ("cesis",)),
    ("ginekologe", "Ārija Pūcīte-Lauka", "gynaecologist", "specialist", ("cesis",)),
    ("hiv", "Modra Zilgalve", "hiv_specialist", "specialist", ("cesis",)),
    ("psichologe.siauliai", "Vaida Žolynaitė", "psychologist", "specialist", ("siauliai",)),
    ("grupa", "Gita Upmale", "group_leader", "group_leader", ("bauska",)),
    ("projekti", "Mārtiņš Ozolzīle", "project_manager", "project_manager", ()),
    ("pasvaldiba", "Rita Ancene", "social_worker", "municipal_partner", ()),
    ("auditore", "Valda Skujene", "auditor", "auditor", ()),
    ("drosiba", "Maija Ziedlapa", "centre_manager", "designated_person", ("bauska", "valmiera", "cesis", "siauliai")),
)

SITES = (
    ("bauska", "Bauskas ģimeņu atbalsta centrs", "bauska", "BA", "Bauska, Pils iela 1"),
    ("valmiera", "Valmieras ģimeņu atbalsta centrs", "valmiera", "VA", "Valmiera, Rīgas iela 1"),
    ("cesis", "Cēsu ģimeņu atbalsta centrs", "cesis", "CE", "Cēsis, Rīgas iela 1"),
    ("siauliai", "Šiaulių šeimų paramos centras", "siauliai", "SI", "Šiauliai, Vilniaus g. 1"),
)

ORGANISATIONS = (
    ("sos_lv", "Latvijas SOS Bērnu ciematu asociācija", "ngo", "LV"),
    ("sos_lt", "SOS vaikų kaimai Lietuvoje", "ngo", "LT"),
    ("sos_no", "Norvēģijas SOS Bērnu ciemati", "ngo", "NO"),
    ("bauska_ss", "Bauskas novada Sociālais dienests", "municipal_social_service", "LV"),
    ("bauska_bt", "Bauskas novada bāriņtiesa", "orphans_court", "LV"),
    ("sif", "Sabiedrības integrācijas fonds", "state", "LV"),
    ("vk", "Valsts kanceleja", "state", "LV"),
    ("nva", "Nodarbinātības valsts aģentūra", "state", "LV"),
    ("esf", "Eiropas Sociālais fonds", "funder", "LV"),
    ("eea", "EEZ finanšu instruments, programma „NVO fonds”", "funder", "LV"),
    ("interreg", "Interreg V-A Latvija–Lietuva 2014–2020", "funder", "LV"),
    ("ncm", "Ziemeļu Ministru padome", "funder", "LV"),
    ("ad_opus", "Sociālā atbalsta, apmācības un informācijas centrs „AD OPUS”", "ngo", "LV"),
    ("lspa", "Latvijas Skolu psihologu asociācija", "ngo", "LV"),
    ("tilts", "Sadarbības tilts", "ngo", "LV"),
    ("kzc", "Kristīgais Žēlsirdības centrs", "ngo", "LV"),
    ("geri_norai", "Geri Norai", "ngo", "LT"),
    ("reach", "Reach for Change", "ngo", "SE"),
)


@dataclass
class Stage:
    """What every programme of the demo stands on, by short names."""

    builder: Builder
    users: dict[str, User] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    services: dict[str, ServiceType] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    organisation_circle: Circle | None = None

    def staff(self, site: str, function: str) -> list[User]:
        """Users of a function at a site, in the order of the list above."""
        return [self.users[name] for name, _full, key, _role, sites in STAFF if key == function and site in sites]

    def territory(self, key: str, on: dt.date) -> Territory:
        """The municipality of this key that existed on a day."""
        rows = Territory.objects.filter(key=key).order_by("-valid_from_date", "id")
        fits = [row for row in rows if (row.valid_from_date or dt.date.min) <= on <= (row.valid_until_date or dt.date.max)]
        return fits[0] if fits else rows[0]


def set_stage(builder: Builder) -> Stage:
    """Create lists, sites and users; a user sits in the circles of the own sites, files open by seats of their own."""
    ensure_functions()
    ensure_services()
    ensure_instruments()
    ensure_note_templates()
    ensure_territories()
    letterhead = SimpleUploadedFile("vēstule skolai.docx", OURS.read_bytes())
    add_template(by=Actor.system("demo"), kind="school", language="lv", upload=letterhead)
    stage = Stage(builder)
    stage.functions = {row.key: row for row in Function.objects.all()}
    stage.services = {row.key: row for row in ServiceType.objects.all()}
    stage.topics = list(Topic.objects.order_by("key"))
    stage.organisation_circle = organisation()
    for name, title, kind, country in ORGANISATIONS:
        row, _created = Organisation.objects.get_or_create(name=title, defaults={"folded": fold(title), "kind": kind, "country": country})
        stage.organisations[name] = row
    for key, title, territory, prefix, address in SITES:
        circle = Circle.objects.create(kind=Circle.Kind.SITE, parent=stage.organisation_circle, name=title)
        stage.sites[key] = Site.objects.create(
            key=key, name=title, territory=stage.territory(territory, START), circle=circle, prefix=prefix, address=address,
            lookup=house_digest(address),
        )  # fmt: skip
    _users(stage)
    return stage


def _users(stage: Stage) -> None:
    password = make_password(PASSWORD)
    for name, full, function, role, sites in STAFF:
        language = "lt" if name.endswith("siauliai") else "lv"
        user = User.objects.create(
            key=stage.builder.key(),
            email=f"{name}@ligzda.example",
            name=full,
            function=stage.functions.get(function),
            language=language,
            password=password,
            first_password_at=clock.now(),
        )
        stage.users[name] = user
        circles: list[Any] = [stage.sites[site].circle for site in sites]
        if role == "administrator":
            circles.append(stage.organisation_circle)
        for circle in circles:
            Seat.objects.create(circle=circle, user=user, role=role, because=Seat.Because.APPOINTED, from_date=START)
    # A municipality's worker sends referrals to one site and sees nothing else of it.
    Seat.objects.create(
        circle=stage.sites["bauska"].circle,
        user=stage.users["pasvaldiba"],
        role="municipal_partner",
        because=Seat.Because.APPOINTED,
        from_date=START,
    )

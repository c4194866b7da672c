"""Every figure of Ligzda: declared once, computed from the work, provable. This room knows no domain.

Words. A **fact** is one flat row per countable event (a room's ``facts.py``). An **indicator** names the fact, the unit that is
counted and the rows that qualify (a room's ``indicators/``). An **ask** says for which project, days and split. A **figure** is the
answer with its **cells**. A **coverage statement** says what was never reported: it wins over the records. A **snapshot** freezes
figures with definition version, cut-off and fingerprint.

How a room hands over its facts and indicators (in ``AppConfig.ready()``: ``register_fact(ATTENDANCE)``, ``register_indicator(FAMILIES)``)::

    from ligzda.measure.facts import Fact, Join
    from ligzda.measure.indicators import PERIODS, Indicator

    ATTENDANCE = Fact(
        "attendance",
        tables={"services_attendance": {"id": "int64", "session_id": "int64", "person_id": "int64", "status": "string"},
                "services_session": {"id": "int64", "date": "date", "state": "string", "circle_id": "int64", "site_id": "int64"},
                "people_person": {"id": "int64", "root_id": "int64", "birth_date": "date", "sex": "string"},
                "places_site": {"id": "int64", "slug": "string"}},
        base="services_attendance",
        joins=(Join("session", "services_session", "base.session_id"),             # on services_session.id, 1:1, pruned when not asked
               Join("person", "people_person", "base.person_id", how="left"),
               Join("site", "places_site", "session.site_id", how="left")),
        columns={"fact_id": "base.id", "date": "session.date", "circle_id": "session.circle_id", "site": "site.slug",
                 "sex": "person.sex", "birth_date": "person.birth_date",
                 "person": lambda r: r.ibis.coalesce(r.person.root_id, r.person.id),
                 "attended": lambda r: r.base.status.isin(["present", "late"]) & (r.session.state == "delivered")},
        reach=lambda f: f.attended,                                                # what fixes "entry" (age band, municipality at entry)
    )
    FAMILIES = Indicator("families", _("Families that received a service"), counts="family", fact="attendance",
                         where=lambda f: f.attended, by=("site", *PERIODS), unit=_("families"),
                         describes=_("A family counts once, however many of its members came."))

Asking: ``engine.compute(Ask("families", project=1, project_start=..., as_of=..., by=("site",), statements=...)) -> Figure``;
``figure.as_json()``; ``engine.units(ask)`` gives ids only, names are fetched through ``visible_to`` by the caller.

Only ``engine`` imports Ibis, and only when a figure is asked for.
"""

"""What this room hands to ``measure`` about plans: the times in which a plan held, and each day on which one was to be looked at again."""

from typing import Any

from ligzda.cases.facts import EPISODE
from ligzda.measure.facts import Fact

PLAN_TABLES = {
    "cases_plan": {
        "id": "int64",
        "case_id": "int64",
        "state": "string",
        "starts_date": "date",
        "review_date": "date",
        "ended_date": "date",
    },
    "cases_review": {"id": "int64", "plan_id": "int64", "case_id": "int64", "date": "date", "due_date": "date", "next_date": "date"},
    **{name: columns for name, columns in EPISODE.tables.items() if name != "cases_episode"},
}


def _placed(t: Any, rows: Any) -> Any:
    """The rows of a case with its project, family and place."""
    case, family, site, territory = t.cases_case, t.people_family, t.places_site, t.places_territory
    rows = rows.join(case, rows.case_id == case.id).select(
        *rows.columns, project=case.project_id, family_id=case.family_id, site_id=case.site_id, territory_id=case.territory_id,
        circle_id=case.circle_id, family_type=case.family_type,
    )  # fmt: skip
    rows = rows.join(family, rows.family_id == family.id).select(*rows.columns, family=t.ibis.coalesce(family.root_id, family.id))
    rows = rows.join(site, rows.site_id == site.id).select(*rows.columns, site=site.key)
    rows = rows.left_join(territory, rows.territory_id == territory.id).select(*rows.columns, territory=territory.key)
    return rows.drop("family_id", "site_id", "territory_id")


def _in_force(t: Any) -> Any:
    """One row for each time in which a plan held: from the agreement, or from a review, to the day it was then to be looked at again.

    A review that came late leaves a gap: what did not hold on a day does not hold on it afterwards. One that came early sets the next day anew.
    """
    plan, review = t.cases_plan.filter(t.cases_plan.state != "draft"), t.cases_review
    first = review.group_by("plan_id").agg(first_due=review.due_date.min(), first_look=review.date.min())
    begun = plan.left_join(first, plan.id == first.plan_id).select(
        fact_id=plan.id * 2, case_id=plan.case_id, agreed=plan.starts_date, due=t.ibis.coalesce(first.first_due, plan.review_date),
        ended=plan.ended_date, next_look=first.first_look,
    )  # fmt: skip
    in_turn = t.ibis.window(group_by=review.plan_id, order_by=[review.date, review.id])
    review = review.mutate(next_look=review.date.lead().over(in_turn))
    looked_at = review.join(plan, review.plan_id == plan.id).select(
        fact_id=review.id * 2 + 1, case_id=review.case_id, agreed=review.date, due=t.ibis.coalesce(review.next_date, review.due_date),
        ended=plan.ended_date, next_look=review.next_look,
    )  # fmt: skip
    rows = _placed(t, begun.union(looked_at))
    until = [t.ibis.coalesce(rows.ended, rows.due), t.ibis.coalesce(rows.next_look, rows.due), rows.due]
    return rows.mutate(date=rows.agreed, valid_until=t.ibis.least(*until)).drop("due", "ended", "next_look")


PLAN = Fact("plan", tables=PLAN_TABLES, build=_in_force)


def _reviews(t: Any) -> Any:
    """One row for each day on which a plan was to be looked at again: with the review that was held, or without one.

    A plan that outlasted its day without a review stays due, also when it ended afterwards.
    """
    plan, held = t.cases_plan, t.cases_review
    looked_at = held.select(plan_id=held.plan_id, on=held.due_date)
    held = held.select(case_id=held.case_id, date=held.due_date, held=held.date, fact_id=held.id * 2)
    passed = plan.filter((plan.state == "running") | ((plan.state != "draft") & (plan.ended_date > plan.review_date)))
    passed = passed.anti_join(looked_at, [passed.id == looked_at.plan_id, passed.review_date == looked_at.on])
    passed = passed.select(case_id=passed.case_id, date=passed.review_date, held=t.ibis.null("date"), fact_id=passed.id * 2 + 1)
    rows = _placed(t, held.union(passed))
    return rows.mutate(on_time=(rows.held.notnull() & (rows.held <= rows.date)).ifelse(1, 0)).drop("held")


REVIEW = Fact("plan_review", tables=PLAN_TABLES, build=_reviews)

"""The parts of a project's plan that are written in the browser: for each its form, what it begins with, its rows, the action that keeps it.

One view serves them all, so that drafts, double clicks and refusals are the same everywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.kernel.languages import SOURCE
from ligzda.measure.indicators import exists, indicator
from ligzda.projects import forms
from ligzda.projects.actions import money, plan, posts
from ligzda.projects.actions import projects as writes
from ligzda.projects.components import lang
from ligzda.projects.forms.fields import Planned
from ligzda.projects.forms.plan import OTHER
from ligzda.projects.indicators.reported import REPORTED
from ligzda.projects.models import Project
from ligzda.projects.plan_page import part_names, post_title, target_title
from ligzda.projects.queries import plan as reads
from ligzda.web import formatting

Data = dict[str, Any]


@dataclass(frozen=True)
class PlanPart:
    """One kind of thing in the plan. ``form`` and ``keep`` take the row that is changed, or None for a new one.

    ``row_title`` empty: what stands is not changed. ``remove`` takes away a row; ``removes`` says what that means.
    """

    slug: str
    title: Any
    form: Callable[[Any, Actor, Project, Any], Any]
    keep: Callable[[Project, Actor, Data, Any], Any]
    rows: Callable[[Actor, Project], list[Any]]
    row_title: Any = ""
    remove: Callable[..., Any] | None = None
    remove_title: Any = ""
    removes: Any = ""
    hint: Any = ""

    def row(self, actor: Actor, project: Project, row_id: int) -> Any:
        """The row of this project with this id, or None."""
        return next((row for row in self.rows(actor, project) if row.pk == row_id), None)


def _initial(row: Any, *names: str) -> Data:
    return {name: getattr(row, name) for name in names} if row else {}


def _chosen(listed: list[Any], key: str) -> Any:
    return next((one for one in listed if one.key == key), None)


# partners and sites


def _partner(data: Any, actor: Actor, project: Project, row: Any) -> Any:
    return forms.PartnerForm(data, initial=_initial(row, "role", "note"), organisations=reads.organisations(actor), is_new=row is None)


def _keep_partner(project: Project, by: Actor, data: Data, row: Any) -> Any:
    if row:
        return writes.change_partner(row, by=by, **data)
    return writes.add_partner(project, by=by, **data | {"organisation": _chosen(reads.organisations(by), data["organisation"])})


def _keep_site(project: Project, by: Actor, data: Data, row: Any) -> Any:
    return writes.work_at(project, by=by, site=_chosen(reads.sites_to_add(by, project), data["site"]))


# amendments and targets


def _amendment(data: Any, actor: Actor, project: Project, row: Any) -> Any:
    if row:
        initial = _initial(row, "reason", "signed_date", "start_date", "end_date", "source")
        return forms.AmendmentForm(data, initial=initial, is_first=row.version == 1)
    latest = reads.latest_targets(actor, project)
    names = part_names(latest)
    now = [(one, target_title(one, names), formatting.number(one.value)) for one in latest]
    labels = [(f"target_{one.pk}", _("%(title)s: now %(value)s") % {"title": title, "value": value}) for one, title, value in now]
    return forms.AmendmentForm(data, initial=_initial(project, "start_date", "end_date"), targets=labels)


def _keep_amendment(project: Project, by: Actor, data: Data, row: Any) -> Any:
    if row:
        return plan.correct_amendment(row, by=by, **data)
    given = {one: data.pop(f"target_{one.pk}", None) for one in reads.latest_targets(by, project)}
    targets = [plan.NewValue(one.code, one.dimension, new.value, new.comparator) for one, new in given.items() if new]
    return plan.amend(project, by=by, targets=targets, **{name: value for name, value in data.items() if not name.startswith("target_")})


def _target(data: Any, actor: Actor, project: Project, row: Any) -> Any:
    if row:
        initial = _initial(row, "valid_from_date", "title", "note")
        return forms.TargetForm(data, initial=initial | {"value": Planned(row.value, row.comparator)}, is_new=False)
    promised = [one for one in reads.targets(actor, project) if not exists(one.code)]
    names = part_names(promised)
    named = {one.code: target_title(one, names) for one in promised}
    known = dict.fromkeys([*reads.codes(actor, project), *REPORTED])
    codes = [(code, indicator(code).title if exists(code) else named.get(code) or REPORTED.get(code, code)) for code in known]
    parts = [(f"{name}={key}", capfirst(title)) for name, key, title in reads.parts(actor, project, lang())]
    return forms.TargetForm(data, initial={"valid_from_date": project.start_date}, codes=codes, parts=parts)


def _keep_target(project: Project, by: Actor, data: Data, row: Any) -> Any:
    given, title = data.pop("value"), data.pop("title")
    if row:
        return plan.correct_target(row, by=by, title=title, value=given.value, comparator=given.comparator, **data)
    code, dimension = data.pop("code"), data.pop("part")
    if code == OTHER:
        code = slugify(title.in_language(SOURCE)).replace("-", "_")[:40] or "other"
    return plan.set_target(
        project, by=by, code=code, dimension=dimension, value=given.value, comparator=given.comparator, title=title, **data
    )


# money


def _budget(data: Any, actor: Actor, project: Project, row: Any) -> Any:
    """A new version begins with the parts of the last one."""
    last = next((one for one in reads.budgets(actor, project) if one.kind == "budget"), None)
    initial: Data = {"currency": project.currency} | _initial(last, "total", "currency", "source", "note")
    for n, part in enumerate(last.sources.all() if last else (), 1):
        initial |= {f"name_{n}": part.name, f"kind_{n}": part.kind, f"amount_{n}": part.amount, f"in_kind_{n}": part.includes_in_kind}
    return forms.BudgetForm(data, initial=initial)


def _keep_budget(project: Project, by: Actor, data: Data, row: Any) -> Any:
    parts = [tuple(data[f"{one}_{n}"] for one in ("kind", "name", "amount", "in_kind")) for n in range(1, forms.BudgetForm.ROWS + 1)]
    plain = {name: data[name] for name in ("kind", "total", "currency", "source", "note")}
    return money.set_budget(project, by=by, sources=[money.Source(*one) for one in parts if one[1]], **plain)


# posts and activities


def _post(data: Any, actor: Actor, project: Project, row: Any) -> Any:
    listed = [(one.key, capfirst(str(one))) for one in reads.functions(actor, row.function if row else None)]
    at = {one.site.key: one.site.name for one in reads.sites(actor, project)} | ({row.site.key: row.site.name} if row and row.site else {})
    initial = _initial(row, "share", "planned_from_date", "planned_until_date", "note") or {
        "planned_from_date": project.start_date,
        "planned_until_date": project.end_date,
    }
    if row:
        initial |= {"function": row.function.key, "site": row.site.key if row.site else ""}
    return forms.PostForm(data, initial=initial, functions=listed, sites=list(at.items()))


def _keep_post(project: Project, by: Actor, data: Data, row: Any) -> Any:
    functions = reads.functions(by, row.function if row else None)
    sites = [one.site for one in reads.sites(by, project)] + ([row.site] if row and row.site else [])
    data |= {"function": _chosen(functions, data["function"]), "site": _chosen(sites, data["site"])}
    return posts.change_post(row, by=by, **data) if row else posts.plan_post(project, by=by, **data)


def _holder(data: Any, actor: Actor, project: Project, row: Any) -> Any:
    users = [(one.key, one.name) for one in reads.colleagues(actor, row.user if row else None)]
    if row:
        initial = _initial(row, "from_date", "until_date", "share") | {"user": row.user.key if row.user else OTHER}
        return forms.HolderForm(data, initial=initial, users=users, is_new=False)
    return forms.HolderForm(data, posts=[(one.key, post_title(one)) for one in reads.posts(actor, project)], users=users)


def _keep_holder(project: Project, by: Actor, data: Data, row: Any) -> Any:
    data["user"] = _chosen(reads.colleagues(by, row.user if row else None), data["user"])
    if row:
        return posts.change_holding(row, by=by, **data)
    return posts.fill_post(_chosen(reads.posts(by, project), data.pop("post")), by=by, **data)


def _keep_activity(project: Project, by: Actor, data: Data, row: Any) -> Any:
    return posts.change_activity(row, by=by, **data) if row else posts.add_activity(project, by=by, **data)


PARTS = {
    part.slug: part
    for part in (
        PlanPart(
            "aliases", _("Add another spelling"), lambda data, actor, project, row: forms.AliasForm(data),
            lambda project, by, data, row: writes.add_alias(project, by=by, **data), reads.aliases,
            remove=writes.drop_alias, remove_title=_("Take this spelling away"), removes=_("The project will no longer be found under it."),
        ),
        PlanPart(
            "partners", _("Add a partner"), _partner, _keep_partner, reads.partners, row_title=_("Change the partner"),
            remove=writes.drop_partner, remove_title=_("Take this partner away"), removes=_("The organisation itself stays in the list."),
        ),
        PlanPart(
            "sites", _("Add a site"), lambda data, actor, project, row: forms.SiteForm(data, sites=reads.sites_to_add(actor, project)),
            _keep_site, reads.sites, remove=writes.leave_site, remove_title=_("Take this site away"),
            removes=_("The coordinators of the site will no longer see this project."),
            hint=_("The coordinators of the site will see their part of the project's figures."),
        ),
        PlanPart(
            "amendments", _("New amendment"), _amendment, _keep_amendment, reads.amendments, row_title=_("Correct the amendment"),
            hint=_("What stands now stays beside it as the earlier version."),
        ),
        PlanPart(
            "targets", _("Add a target"), _target, _keep_target, reads.targets, row_title=_("Correct the target"),
            remove=plan.drop_target, remove_title=_("Take this target away"), removes=_("Reports that were published keep it."),
            hint=_("A target of the same figure becomes its next version; the earlier one stays beside it."),
        ),
        PlanPart(
            "money", _("New version of the money"), _budget, _keep_budget, reads.budgets,
            remove=money.drop_quoted, remove_title=_("Take this quoted split away"), removes=_("Reports that were published keep it."),
            hint=_("What stands now stays as the earlier version."),
        ),
        PlanPart(
            "posts", _("Add a post"), _post, _keep_post, reads.posts, row_title=_("Change the post"),
            remove=posts.drop_post, remove_title=_("Take this post away"), removes=_("It will be counted among the planned posts no more."),
        ),
        PlanPart(
            "holders", _("Fill a post"), _holder, _keep_holder, reads.holders, row_title=_("Change who held the post"),
            remove=posts.drop_holding, remove_title=_("Take this entry away"),
            removes=_("Only if it was entered by mistake. If somebody left, enter the last day instead."),
        ),
        PlanPart(
            "activities", _("Add an activity"),
            lambda data, actor, project, row: forms.ActivityForm(data, initial=_initial(row, "name", "is_active"), is_new=row is None),
            _keep_activity, reads.activities, row_title=_("Change the activity"),
        ),
    )
}  # fmt: skip

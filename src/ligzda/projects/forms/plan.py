"""What was promised: an amendment, a target, money by source, posts and who held them, activities."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.kernel.languages import FIRST
from ligzda.projects.forms.fields import MoneyField, NumberField, PlannedField
from ligzda.projects.forms.projects import CURRENCIES
from ligzda.projects.models import BudgetSource, BudgetVersion
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form, InEachLanguage

OTHER = "-"
FLOOR_HINT = _("For example 116, or ≥ 200 for “at least 200”, or > 40 for “more than 40”.")
NO_FIGURE = {"invalid_choice": _("There is no such figure. Choose one from the list.")}


class ShareField(NumberField):
    """How much of a full post: 1, or 0,5."""

    def __init__(self) -> None:
        hint = _("1 is a full post, 0,5 half a post.")
        super().__init__(
            label=_("Share of a full post"), places=3, least=Decimal("0.001"), most=Decimal(1), help_text=hint, initial=Decimal(1)
        )


class AmendmentForm(Form):
    """A new version of dates and targets. ``targets``: (name of the field, what it is and stands at now)."""

    template_name = "projects/form/amendment.html"

    reason = BoundedTextField(label=_("What changed and why"), max_length=2000)
    signed_date = DayField(
        label=_("Signed on"), required=False, quick=False, help_text=_("Empty: the day is not known, and reports say so.")
    )
    start_date = DayField(label=_("First day"), required=False, quick=False)
    end_date = DayField(label=_("Last day"), required=False, quick=False)
    source = BoundedCharField(label=_("Where this is said"), max_length=200, required=False)

    def __init__(self, *args: Any, targets: Any = (), is_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not is_first
        self._targets = [name for name, _label in targets]
        for name, label in targets:
            self.fields[name] = PlannedField(label=label, required=False)

    @property
    def head(self) -> list[Any]:
        return [field for field in self if field.name not in self._targets]

    @property
    def targets(self) -> list[Any]:
        return [self[name] for name in self._targets]


class TargetForm(Form):
    """A planned value of one figure, or of a part of it."""

    code = forms.ChoiceField(label=_("Figure"), error_messages=NO_FIGURE)
    part = forms.ChoiceField(label=_("Only this part"), required=False)
    value = PlannedField(label=_("Planned value"), help_text=FLOOR_HINT)
    valid_from_date = DayField(
        label=_("Valid from"), required=False, quick=False, help_text=_("Empty: not known. The latest version is then in force.")
    )
    title = InEachLanguage(
        label=_("Title"), max_length=160, required=False, help_text=_("Only where the name of the figure does not say it.")
    )
    note = BoundedCharField(label=_("Remark"), max_length=500, required=False)

    def __init__(self, *args: Any, codes: Any = (), parts: Any = (), is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["code"], self.fields["part"]
            return
        listed = [("", "–"), *codes, (OTHER, _("another one that Ligzda does not count yet"))]
        self.fields["code"].choices = listed  # type: ignore[attr-defined]
        self.fields["part"].choices = [("", _("the whole figure")), *parts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What nobody counts needs a title, or nobody knows what was promised."""
        given = super().clean() or self.cleaned_data
        if given.get("code") == OTHER and not given["title"].get(FIRST):
            self.add_error(f"title_{FIRST}", _("Write what was promised: nobody counts this yet, so it has no name of its own."))
        return given


class BudgetForm(Form):
    """One version of the money: the total and its parts in the original currency."""

    template_name = "projects/form/budget.html"
    ROWS = 8

    kind = ChoiceChips(
        label=_("What this is"), stacked=True, initial=BudgetVersion.Kind.BUDGET,
        choices=[("budget", _("the budget: its parts must add up")), ("quoted", _("a split that a text quotes: what is left over is shown"))],
    )  # fmt: skip
    total = MoneyField(label=_("Total"))
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    source = BoundedCharField(label=_("Where this is said"), max_length=200, required=False)
    note = BoundedTextField(label=_("Remark"), max_length=2000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, self.ROWS + 1):
            self.fields[f"name_{n}"] = BoundedCharField(label=_("Source"), max_length=160, required=False)
            self.fields[f"kind_{n}"] = forms.ChoiceField(label=_("Kind"), choices=[("", "–"), *BudgetSource.Kind.choices], required=False)
            self.fields[f"amount_{n}"] = MoneyField(label=_("Amount"), required=False)
            self.fields[f"in_kind_{n}"] = forms.BooleanField(label=_("includes volunteer work"), required=False)

    @property
    def head(self) -> list[Any]:
        return [self[name] for name in ("kind", "total", "currency")]

    @property
    def tail(self) -> list[Any]:
        return [self[name] for name in ("source", "note")]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The rows of the table, bound; the first few always stand open."""
        rows = [{name: self[f"{name}_{n}"] for name in ("name", "kind", "amount", "in_kind")} for n in range(1, self.ROWS + 1)]
        used = [
            n
            for n, row in enumerate(rows, 1)
            if any(field.value() for field in row.values()) or any(field.errors for field in row.values())
        ]
        return [{**row, "n": n, "is_open": n <= max(3, *used, 0) + 1} for n, row in enumerate(rows, 1)]

    def clean(self) -> dict[str, Any]:
        """A part has a name and a kind; an amount may be unknown."""
        given = super().clean() or self.cleaned_data
        for n in range(1, self.ROWS + 1):
            name, kind, amount = (given.get(f"{one}_{n}") for one in ("name", "kind", "amount"))
            if (kind or amount is not None) and not name and f"name_{n}" not in self.errors:
                self.add_error(f"name_{n}", _("Name the source of this part."))
            if name and not kind and f"kind_{n}" not in self.errors:
                self.add_error(f"kind_{n}", _("Choose the kind of this source."))
        return given


class PostForm(Form):
    """A planned job."""

    function = forms.ChoiceField(label=_("Function"))
    site = forms.ChoiceField(label=_("Site"), required=False)
    share = ShareField()
    planned_from_date = DayField(label=_("Planned from"), quick=False)
    planned_until_date = DayField(label=_("Planned until"), required=False, quick=False)
    note = BoundedCharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, *args: Any, functions: Any = (), sites: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].choices = [("", "–"), *functions]  # type: ignore[attr-defined]
        self.fields["site"].choices = [("", _("no site of its own")), *sites]  # type: ignore[attr-defined]


class HolderForm(Form):
    """Who held a post from when to when."""

    post = forms.ChoiceField(label=_("Post"))
    user = forms.ChoiceField(
        label=_("Who"), help_text=_("Somebody without an account is “nobody knows”: the post then counts as unknown, not as filled.")
    )
    from_date = DayField(label=_("From"), quick=False)
    until_date = DayField(label=_("Until"), required=False, quick=False, help_text=_("Empty: still there."))
    share = ShareField()

    def __init__(self, *args: Any, posts: Any = (), users: Any = (), is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [("", "–"), *users, (OTHER, _("nobody knows who it was"))]  # type: ignore[attr-defined]
        if is_new:
            self.fields["post"].choices = [("", "–"), *posts]  # type: ignore[attr-defined]
        else:
            del self.fields["post"]


class ActivityForm(Form):
    """What work is charged to."""

    name = BoundedCharField(label=_("Name of the activity"), max_length=160)
    is_active = forms.BooleanField(label=_("Work may be charged to it"), required=False, initial=True)

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["is_active"]

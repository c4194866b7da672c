"""What people fill in about the care of a child and about its way back home."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.care.actions.statuses import Decision
from ligzda.care.models import CareStatus, ContactVisit, ReturnAnswer, ReturnCondition
from ligzda.cases.forms.episodes import StepForm
from ligzda.kernel import clock
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form


class DecisionFields(Form):
    """Who decided, under which number, when. All three or none."""

    deciding_body = BoundedCharField(label=_("Who decided"), max_length=160, required=False)
    decision_number = BoundedCharField(label=_("Number of the decision"), max_length=60, required=False)
    decision_date = DayField(label=_("Day of the decision"), required=False, quick=False)

    def decision(self, values: dict[str, Any]) -> dict[str, Any]:
        """The same values with the decision as one."""
        body, number, date = (values.pop(name) for name in ("deciding_body", "decision_number", "decision_date"))
        return values | {"decision": Decision(body, number, date)}


class CareForm(DecisionFields):
    """One status of one child from a day on. Nothing is chosen beforehand."""

    child = ChoiceChips(label=_("Child"), choices=[])
    kind = ChoiceChips(
        label=_("Status from this day on"),
        choices=CareStatus.Kind.choices,
        stacked=True,
        help_text=_(
            "A decision to separate that is not carried out yet is a risk of removal. "
            "The day of separation and the place where the child lives then are two entries."
        ),
    )
    from_date = DayField(label=_("From"))
    led_to = BoundedTextField(
        label=_("What led to it"), required=False, max_length=2000, help_text=_("Without a decision: what you saw or heard yourself.")
    )
    source = BoundedCharField(label=_("Where you know it from"), required=False)
    field_order = ["child", "kind", "from_date", "deciding_body", "decision_number", "decision_date", "led_to", "source"]

    def __init__(self, *args: Any, children: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = children  # type: ignore[attr-defined]

    def arguments(self, values: dict[str, Any]) -> dict[str, Any]:
        return self.decision({**values, "accept_because": self.reason})


class VoidStatusForm(Form):
    reason = BoundedCharField(label=_("Why this entry should not be here"), max_length=300)


class DraftReturnForm(Form):
    """The first thing that is agreed: how the child and the family meet."""

    on = DayField(label=_("Day"), initial=clock.today)
    contact_schedule = BoundedTextField(
        label=_("How the child and the family meet"), max_length=2000, required=False, help_text=_("How often, where, who is present, who brings the child.")
    )  # fmt: skip


class ScheduleForm(Form):
    contact_schedule = BoundedTextField(label=_("How the child and the family meet"), max_length=2000)


class TrialForm(StepForm):
    authority_consent = BoundedCharField(
        label=_("The authority's consent"), max_length=300, help_text=_("Who consented, when and under which number.")
    )
    safety_check = BoundedTextField(label=_("How you know that it is safe"), max_length=2000)
    field_order = ["on", "authority_consent", "safety_check", "sentence"]


class ProposalForm(StepForm):
    opinion = BoundedTextField(label=_("Your opinion for the authority"), max_length=4000)
    field_order = ["on", "opinion", "sentence"]


class ReturnDecisionForm(StepForm, DecisionFields):
    """What the authority decided. Of a return the day is the day on which the child comes home."""

    field_order = ["deciding_body", "decision_number", "decision_date", "on", "sentence"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("deciding_body", "decision_number", "decision_date"):
            self.fields[name].required = True
        self.relabel("sentence", _("On what ground"))
        self.fields["on"].initial = None

    def arguments(self, values: dict[str, Any]) -> dict[str, Any]:
        return self.decision(values)


class SupportForm(StepForm):
    support_plan = BoundedTextField(label=_("What supports the family now, and who does it"), max_length=4000)
    support_hours = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=60)
    support_until_date = DayField(label=_("Until"), quick=False)
    field_order = ["on", "support_plan", "support_hours", "support_until_date", "sentence"]


class ConditionForm(Form):
    what = BoundedTextField(label=_("What must be true"), max_length=1000)
    how_seen = BoundedTextField(label=_("How one sees it"), max_length=1000)
    judge = BoundedCharField(label=_("Who judges it"), max_length=160)
    due_date = DayField(label=_("By when"), quick=False)


class JudgeForm(Form):
    answer = ChoiceChips(
        label=_("Is it met?"), choices=[one for one in ReturnCondition.Answer.choices if one[0] != ReturnCondition.Answer.OPEN]
    )
    on = DayField(label=_("Day"), initial=clock.today)
    remark = BoundedTextField(label=_("Remark"), required=False, max_length=1000, help_text=_("Not met: what is missing."))


class TellVisitForm(Form):
    state = ChoiceChips(label=_("Was it held?"), choices=ContactVisit.State.choices)
    reaction = BoundedTextField(
        label=_("How the child took it"), required=False, max_length=2000, help_text=_("In words; of a visit not held: why.")
    )


class VisitForm(TellVisitForm):
    date = DayField(label=_("Day"))
    with_whom = BoundedCharField(label=_("Whom the child meets"), max_length=160)
    company = ChoiceChips(label=_("Is somebody present?"), choices=ContactVisit.Company.choices)
    field_order = ["date", "with_whom", "company", "state", "reaction"]


class TellStayForm(Form):
    until_date = DayField(label=_("Until"))
    how = BoundedTextField(label=_("How it went"), max_length=2000)
    child_words = BoundedTextField(label=_("What the child says, in the child's own words"), max_length=2000)


class StayForm(TellStayForm):
    from_date = DayField(label=_("From"))
    field_order = ["from_date", "until_date", "how", "child_words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("until_date", "how", "child_words"):
            self.fields[name].required = False


class AnswerForm(Form):
    who = BoundedCharField(label=_("Who"), max_length=160)
    role = ChoiceChips(label=_("Who this is for the child"), choices=ReturnAnswer.As.choices)
    answer = ChoiceChips(
        label=_("Answer"),
        choices=[("signed", pgettext_lazy("return plan", "signed")), ("refused", pgettext_lazy("return plan", "refused to sign"))],
    )
    date = DayField(label=_("Day"), initial=clock.today)
    reason = BoundedCharField(label=_("Why not, in this person's words"), max_length=300, required=False)

    def arguments(self, values: dict[str, Any]) -> dict[str, Any]:
        answer = values.pop("answer")
        return {**values, "is_refusal": answer == "refused"}


class SupportContactForm(StepForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.relabel("sentence", _("How it goes"))

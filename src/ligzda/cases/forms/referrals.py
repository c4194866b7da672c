"""What people fill in about a referral, until it is decided."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.access.models import User
from ligzda.cases.forms.team import staff_choices
from ligzda.cases.models import SOURCES
from ligzda.kernel import clock
from ligzda.people.models import Organisation
from ligzda.places.models import Site
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form, ManyChips

YES_NO = [("yes", _("yes")), ("no", _("no"))]
YES_NO_UNKNOWN = [*YES_NO, ("unknown", _("not known"))]
URGENCY = [("no", _("ordinary")), ("yes", _("urgent"))]


class PartnerReferralForm(Form):
    """What a partner municipality's worker sends: as little as can be decided on."""

    site = forms.ModelChoiceField(label=_("Centre"), queryset=Site.objects.none(), empty_label="–")
    described_family = BoundedTextField(
        label=_("Who is in the family"), help_text=_("Names, ages and how to reach them, as far as you know and may tell."), max_length=2000
    )
    reason = BoundedTextField(label=_("Why the family needs support"), help_text=_("What was seen or said, in plain words."))
    family_informed = ChoiceChips(label=_("Does the family know about the referral?"), choices=YES_NO_UNKNOWN)
    is_urgent = ChoiceChips(label=_("Urgency"), choices=URGENCY)
    legal_ground = BoundedCharField(label=_("Legal ground, where the family did not agree"), required=False)

    def __init__(self, *args: Any, sites: list[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.filter(pk__in=[site.pk for site in sites])  # type: ignore[attr-defined]
        if len(sites) == 1:
            self.fields["site"].initial = sites[0]

    def values(self) -> dict[str, Any]:
        """Arguments of ``refer``; a partner sends today and for the social service."""
        data = dict(self.cleaned_data)
        return {"source": "municipal_social_service", "received_date": clock.today(), **data, "is_urgent": data["is_urgent"] == "yes"}


class ReferralForm(PartnerReferralForm):
    """Part 1 as intake writes it: from whom and when."""

    source = forms.ChoiceField(label=_("From whom"), choices=[("", "–"), *SOURCES])
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), required=False, empty_label="–")
    received_date = DayField(label=_("Received on"), initial=clock.today)
    field_order = [
        "site", "source", "organisation", "received_date", "reason", "family_informed", "is_urgent", "legal_ground", "described_family",
    ]  # fmt: skip

    def __init__(self, *args: Any, senders: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=[one.pk for one in senders])  # type: ignore[attr-defined]
        self.fields["described_family"].required = False


class DetailsForm(ReferralForm):
    """Part 1 corrected; the centre stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, sites=[], **kwargs)
        del self.fields["site"]


class DayForm(Form):
    """A move of a referral that needs nothing but its day."""

    on = DayField(label=_("Day of the first contact with the family"), initial=clock.today)


class WaitForm(Form):
    """The answer, how urgent, and when the list is looked at again."""

    on = DayField(label=_("Day of the decision"), initial=clock.today)
    answer = BoundedTextField(label=_("Reason; the sender reads it"), max_length=1000)
    priority = ChoiceChips(label=_("Priority"), choices=[("1", _("first")), ("2", _("ordinary")), ("3", _("can wait"))])
    review_date = DayField(label=_("Look at the list again on"), quick=False)


class DeclineForm(Form):
    """The answer, where else the family can turn, and whether it was told."""

    on = DayField(label=_("Day of the decision"), initial=clock.today)
    answer = BoundedTextField(label=_("Reason; the sender reads it"), max_length=1000)
    redirected_to = BoundedCharField(label=_("Where the family can turn instead"), required=False)
    family_told = ChoiceChips(label=_("Was the family told?"), choices=YES_NO)


class AdmitForm(Form):
    """Everything an admission needs, and nothing that is known already."""

    on = DayField(label=_("Day of admission"), initial=clock.today)
    project = forms.ChoiceField(label=_("Programme"), choices=[])
    criterion = BoundedCharField(label=_("Why the family belongs to the target group"))
    case_worker = forms.ChoiceField(label=_("Responsible worker"), choices=[])
    notice_to = ManyChips(label=_("Who was given the privacy notice"), choices=[])
    agreement_date = DayField(label=_("Cooperation agreement signed on"), required=False)
    answer = BoundedTextField(label=_("Answer to the sender"), required=False, max_length=1000)

    def __init__(self, *args: Any, programmes: list[Any], staff: list[User], people: list[tuple[str, str]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [] if len(programmes) == 1 else [("", "–")]
        self.fields["project"].choices = [*first, *((one.key, str(one)) for one in programmes)]  # type: ignore[attr-defined]
        self.fields["case_worker"].choices = staff_choices(staff)  # type: ignore[attr-defined]
        if people is None:  # a family from our other site, which gave the notice
            del self.fields["notice_to"]
        else:
            self.fields["notice_to"].choices = people  # type: ignore[attr-defined]

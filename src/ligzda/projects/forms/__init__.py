"""The shape of answers, by noun. A form never saves."""

from ligzda.projects.forms.coverage import CoverageForm, DefaultForm, ReasonForm
from ligzda.projects.forms.plan import ActivityForm, AmendmentForm, BudgetForm, HolderForm, PostForm, TargetForm
from ligzda.projects.forms.projects import AliasForm, PartnerForm, ProjectForm, SiteForm
from ligzda.projects.forms.reports import SECTIONS, DayForm, NarrativeForm, NewReportForm

__all__ = [
    "SECTIONS",
    "ActivityForm",
    "AliasForm",
    "AmendmentForm",
    "BudgetForm",
    "CoverageForm",
    "DayForm",
    "DefaultForm",
    "HolderForm",
    "NarrativeForm",
    "NewReportForm",
    "PartnerForm",
    "PostForm",
    "ProjectForm",
    "ReasonForm",
    "SiteForm",
    "TargetForm",
]

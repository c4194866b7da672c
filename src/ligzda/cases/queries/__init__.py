"""What can be read of cases and referrals. The actor comes first; the number of statements does not grow with the rows."""

from ligzda.cases.queries.cases import case_by_key, cases_of, next_step, overview, team
from ligzda.cases.queries.families import families_list
from ligzda.cases.queries.notes import notes_of
from ligzda.cases.queries.referrals import referral_by_key, referrals_list
from ligzda.cases.queries.waiting import waiting

__all__ = [
    "case_by_key",
    "cases_of",
    "families_list",
    "next_step",
    "notes_of",
    "overview",
    "referral_by_key",
    "referrals_list",
    "team",
    "waiting",
]

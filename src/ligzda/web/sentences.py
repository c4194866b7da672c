"""Sentences that several rooms say in the same words. A room with a sentence of its own keeps it in its own catalogue."""

from django.utils.translation import gettext_lazy as _

SAVED = _("Entry saved.")
ALREADY_SAVED = _("This entry is already saved. It was not added twice.")
UNFINISHED = _("You have an unfinished entry (%(when)s). Continue or delete it?")
END_BEFORE_START = _("The end date is before the start date (%(date)s). Check both.")
NOT_YET = _("This time has not come yet. Save it as a planned meeting.")
CHANGED_MEANWHILE = _("While you were writing, this entry was changed by: %(who)s, %(time)s. Nothing is lost – compare and choose.")
NOTHING_FOUND = _("Nothing found. Search by part of a name or by date of birth.")
NOT_REPORTED = _("Not known: this number was not reported. It does not mean 0.")
TOO_FEW = _("Fewer than 5: the number is not shown so that nobody can be recognised.")

"""Which words open what in this room.

Names, ages, contact details and the languages somebody speaks are contact tier; codes, relations, consents and notices
are working tier. Whoever records work with a family keeps its people up to date; who takes in or sends a referral
writes people only until they belong to more than that referral.
"""

from ligzda.access.permissions import Permission

CHANGE = Permission.LOG
ENTER = (Permission.INTAKE, Permission.REFER)
EVER = (CHANGE, *ENTER)

"""What was done: the catalogue, sessions with attendance, a family assistant's hours, groups, camps and courses, events.

Planned, held, attended and completed are different things. A *session* is one meeting – with one family (``case``)
or of a group (``cohort``); an *attendance* is one person's part in it.

Every session names the circle it stands in (``session.circle`` is its case's or its group's) and every attendance the family and the
case through which the person came (``attendance.family``, ``attendance.case``, also at a group): rights and figures read them there.
"""

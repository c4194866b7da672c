"""What was done: the catalogue, sessions with attendance, groups, camps and courses, events.

Planned, held, attended and completed are different things. A *session* is one meeting – with one family (``case``)
or of a group (``cohort``); an *attendance* is one person's part in it.
"""

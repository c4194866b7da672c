"""Working together with other professions and institutions: meetings, requests for information, letters, and what was told to whom.

Each *disclosure* stands on a *ground*: the family's agreement, a law, or a decision. Without one nobody outside the team is told anything.
"""

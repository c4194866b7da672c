"""What this room answers: who sits where, who looked, what the trail says, which accounts there are."""

from ligzda.access.queries.circles import Look, Sitter, who_can_see, who_looked

__all__ = ["Look", "Sitter", "who_can_see", "who_looked"]

"""Reads of the room. The actor comes first; what they may not see leaves no trace in rows, counts or order."""

from ligzda.people.queries.duplicates import possible_duplicates, suspected
from ligzda.people.queries.families import family_by_key, members, members_of
from ligzda.people.queries.persons import person_by_key
from ligzda.people.queries.search import PersonHit, search

__all__ = [
    "PersonHit", "family_by_key", "members", "members_of", "person_by_key", "possible_duplicates", "search", "suspected",
]  # fmt: skip

"""Whoever asks who sits where asks whether the seat is in force: one that ended at once, or waits for a second person, opens nothing."""

import ast
from collections.abc import Iterable, Iterator

from tests.rules.house import Source, obey, python

ASKS = {"in_force", "not_over"}
# Functions that read seats as history, end them, or name somebody without opening anything; each with the reason.
HISTORY = {
    "access/actions/seats.py": "writes and ends seats",
    "access/actions/proposals.py": "confirms and ends what was proposed",
    "access/lost.py": "what ended since an act, so that undoing it gives nobody back what they lost",
    "access/queries/users.py": "an administrator's list shows ended and proposed seats as such",
    "portal/actions/family_access.py": "takes the seat of a family member away",
    "closure/actions/transfers.py": "ends every seat of a file that is handed over",
    "cases/seating.py": "the places of a team, to end them or hand them over",
    "cases/queries/cases.py": "the team with its history; who sits there now is asked in Python",
    "cases/queries/families.py": "the name of the responsible person",
    "cases/queries/supervision.py": "the name of the responsible person",
    "cases/queries/leaving.py": "families whose responsible person left",
    "cases/queries/team_changes.py": "who came into a team lately",
    "cases/queries/cover.py": "whom a colleague stood in for on a past day",
    "closure/reversals.py": "what stood before, to put it back; a seat that ended at once stays ended",
    "safeguarding/queries/staff.py": "who works or worked here",
    "services/actions/groups.py": "ends the seat of somebody who led a group",
    "services/actions/beyond_grant.py": "whoever is or was a family's assistant",
    "services/queries/grants.py": "whoever is or was a family's assistant",
}


def unasked(sources: Iterable[Source]) -> Iterator[str]:
    """Functions and module-level names that read seats and ask neither question."""
    for source in sources:
        if source.path in HISTORY or source.path.startswith("demo/"):
            continue
        for node in source.tree.body:
            text = ast.unparse(node)
            names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
            if ("Seat.objects" in text or ".seats.filter(" in text) and not names & ASKS:
                yield f"{source.path}:{node.lineno} {getattr(node, 'name', '')}"


def test_who_reads_seats_asks_whether_they_are_in_force() -> None:
    obey(unasked(python()), "Add access.actor.in_force(day) or not_over(day) to the filter; read as history, name the file in HISTORY.")


def test_the_list_of_history_names_only_what_reads_seats() -> None:
    reading = {source.path for source in python() if "Seat.objects" in source.text or ".seats" in source.text}
    assert set(HISTORY) <= reading


def test_a_planted_question_is_found() -> None:
    planted = "def a(user):\n    return Seat.objects.filter(user=user)\ndef b(user, on):\n    return Seat.objects.filter(in_force(on), user=user)\n"
    assert list(unasked([Source("x/queries.py", planted)])) == ["x/queries.py:1 a"]

"""What is typed behind an address and into forms: as the pages offer it (``harvest``), and what no page can offer, by name."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.doors.harvest import Field, Harvest
from tests.doors.steps import PLANTED
from tests.doors.things import PLANNED, THINGS, Thing

# Things of the house that are nobody's secret: keys of these are choices like any word.
OPEN = {
    "user", "user_seat", "colleague", "function", "instrument", "note_template", "topic", "service", "site", "template", "institution", "project",
    "report", "statement", "proposal", *PLANNED.values(),
}  # fmt: skip
NAMES = {"q", "last_name", "named", "worker_name", "typed_name", "described"}  # where a name of a person may be typed

# name → what somebody might type there. Only what no page offers: a name that stands in neither is a fault of the walk.
TYPED: dict[str, tuple[str, ...]] = {
    "q": ("a", "Ozola", "2014", PLANTED), "page": ("2", "x"), "after": ("2014-01-01.1.1001", "x"), "next": ("/day/", "//example.org"),
    "since": ("01.01.2014.", "x"), "until": ("31.12.2014.", "x"), "from": ("2", "2014-01-01", "x"), "on": ("01.01.2015.", "x"), "day": ("01.01.2015.", "x"),
    "as-of": ("28.02.2015.", "x"), "home": ("1",), "all": ("1",),
    "show": ("changes", "overdue"), "language": ("lv", "en", "xx"), "area": ("f1", "c2", "x"),
    # dimensions of figures: a page links to those that its own figure has
    "age": ("0-3", "7-12", "adult", "x"), "camp": ("1", "x"), "event": ("1", "x"), "exit_type": ("goals_met", "x"), "measure": ("average", "x"),
    "family_type": ("single_parent", "x"), "month": ("2015-03", "x"), "sex": ("female", "unknown", "x"), "quarter": ("2015-Q1",),
    "site": ("bauska", "x"), "service": ("x",), "week": ("2026-11-23", "x"), "kind": ("notes", "x"), "as": ("docx", "x"),
    "zoom": ("150", "x"), "outcome": ("no_show", "x"), "state": ("closed", "x"),
    "function": ("social_worker", "x"), "territory": ("1051", "x"), "by": ("age", "group", "age,sex", "site,quarter", "x"),
    "version": ("1", "x"), "file": ("1", "x"),
}  # fmt: skip
# name of a field → kind of thing: keys that no page offers as a choice, because they are looked up or are somebody else's.
KEYS: dict[str, str] = {
    "family": "family",
    "user": "user",
    "person": "person",
    "case": "case",
    "group": "group",
    "child": "member",
    "planned": "session",
    "project": "project",
}
# Fields whose values are numbers of rows, not keys: of which kind, or None where they are the house's own and no secret.
NUMBERS: dict[str, str | None] = {
    "territory": None,
    "site": None,
    "organisation": None,
    "persons": "person",
    "function": None,
    "circle": None,
}

# What stands before the number of a row in the name of a field → kind of thing.
NUMBERED: dict[str, str] = {"m": "enrolment", "why_not_": "person_row", "words_": "person_row"}
ROW = re.compile(r"(?P<before>\D*)(?P<number>1\d{3})")

DAY = re.compile(r"(^|_)(date|on|since|until|birth|from|due)$")


@dataclass
class Typist:
    """Fills queries and forms for one person: words as offered; keys of the own, of others, of what is closed."""

    harvest: Harvest
    dice: random.Random
    things: dict[str, dict[str, Thing]]
    own: Callable[[str], list[Thing]]
    hidden: Callable[[str], list[Thing]]

    def query(self, template: str) -> tuple[tuple[tuple[str, str], ...], str]:
        """Up to three filters together, and the key among them that this person may not see."""
        fields = self.harvest.queries.get(template, {})
        if not fields:
            return (), ""
        names = self.dice.sample(sorted(fields), min(len(fields), self.dice.choice((1, 1, 1, 2, 3))))
        return self._fill(fields, names, likely=0.5)

    def form(self, template: str) -> tuple[tuple[tuple[str, str], ...], str]:
        """A form filled as it might be, and the one key in it that this person may not see."""
        fields = self.harvest.forms.get(template, {})
        keyed = [name for name in sorted(fields) if self.kinds(name, fields[name]) - OPEN or name in NAMES or numbered(name)]
        swapped = self.dice.choice(keyed) if keyed and self.dice.random() < 0.7 else ""
        return self._fill(fields, sorted(fields), likely=1.0, only=swapped)

    def _fill(
        self, fields: dict[str, Field], names: list[str], *, likely: float, only: str | None = None
    ) -> tuple[tuple[tuple[str, str], ...], str]:
        pairs, swapped = [], ""
        for name in names:
            one = fields[name]
            is_hidden = not swapped and (name == only if only is not None else self.dice.random() < likely)
            value, secret = self.value(name, one, is_hidden)
            if is_hidden and not secret:
                name, secret = self.row(name)
            pairs.append((name, value))
            swapped = swapped or secret
        return tuple(pairs), swapped

    def row(self, name: str) -> tuple[str, str]:
        """The name of a field with the number of a row that this person may not see, and that number."""
        rows = self.hidden(numbered(name)) if numbered(name) else []
        number = self.dice.choice(rows).key if rows else ""
        return (ROW.sub(rf"\g<before>{number}", name), number) if number else (name, "")

    def kinds(self, name: str, one: Field) -> set[str]:
        return one.kinds or ({KEYS[name]} if name in KEYS and not one.values else set())

    def value(self, name: str, one: Field, is_hidden: bool) -> tuple[str, str]:
        """What is typed, and the part of it that is a secret to this person."""
        kinds = sorted(self.kinds(name, one) & set(THINGS))
        if name in NAMES and is_hidden:
            return PLANTED, PLANTED
        if kinds:
            kind = self.dice.choice(kinds)
            rows = self.hidden(kind) if is_hidden and kind not in OPEN else self.own(kind)
            if rows:
                key = self.dice.choice(rows).key
                return one.prefix + key, key if is_hidden and kind not in OPEN else ""
        return self._word(name, one), ""

    def _word(self, name: str, one: Field) -> str:
        if one.values and self.dice.random() < 0.9:
            return self.dice.choice(sorted(one.values))
        if name in TYPED:
            return self.dice.choice(TYPED[name])
        if DAY.search(name):
            return "30.11.2026."
        return {"checkbox": "on", "number": "1", "textarea": "Kaut kas", "text": "Kaut kas"}.get(one.type, "1")


def numbered(name: str) -> str:
    """The kind of thing whose row number stands in the name of a field; empty where there is none."""
    found = ROW.fullmatch(name)
    return NUMBERED.get(found["before"], "") if found else ""


def unknown(harvest: Harvest) -> list[str]:
    """Names that views read and nobody can fill, and numbers of rows that nobody says the kind of."""
    found = [
        f"/{template}: nothing says what ?{name}= may be. Add it to TYPED or KEYS in tests/doors/typed.py."
        for template, fields in sorted(harvest.queries.items())
        for name, one in sorted(fields.items())
        if not (one.kinds or one.values - {""} or name in TYPED or name in KEYS)
    ]
    found += [
        f"/{template}: nothing says whose number stands in the name of the field {name}. Add it to NUMBERED in tests/doors/typed.py."
        for template, fields in sorted(harvest.forms.items())
        for name in sorted(fields)
        if ROW.fullmatch(name) and not numbered(name)
    ]
    return found + [
        f"/{template}: nothing says whose numbers stand in the field {name}. Add it to NUMBERS in tests/doors/typed.py."
        for template, fields in sorted(harvest.forms.items())
        for name, one in sorted(fields.items())
        if one.type in {"select", "radio", "checkbox"}
        and name not in NUMBERS
        and any(re.fullmatch(r"1\d{3}", value) for value in one.values)
    ]

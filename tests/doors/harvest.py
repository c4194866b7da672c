"""What the pages themselves offer: filters, breakdowns, fragments, words in addresses, and the fields of forms with their choices.

Nothing is listed by hand. Some people with wide seats open one page of each address; what stands in its links and forms, and which
names the views read, is kept by the address that it leads to. Values that are keys of things are kept as kinds, so that anybody can
be sent there with keys of the own, of others and of nobody.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

from tests.doors.noticing import Heard
from tests.doors.things import WORDS
from tests.kept import OF

MOST = 30  # values of one name that are kept
ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "data-url", "data-href")
NAMES_OF_WORDS = {name for _begins, name, _words in WORDS}
OURS = {"csrfmiddlewaretoken", "form_key", "draft_form", "draft_record", "draft_page"}  # what each form carries


@dataclass
class Field:
    """One name in a query or a form: the kinds of things that its values are keys of, and the values that are words."""

    kinds: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    type: str = ""
    prefix: str = ""  # what stands before a key: "p-" of a person, "u-" of a colleague

    def add(self, value: str, kinds_of: dict[str, set[str]]) -> None:
        before, _dash, key = value.rpartition("-")
        if len(before) == 1 and key in kinds_of:
            self.prefix, value = f"{before}-", key
        if value in kinds_of:  # the demo gives one key in several tables: what they are must explain every value
            self.kinds = self.kinds & kinds_of[value] or self.kinds | kinds_of[value]
        elif len(self.values) < MOST and len(value) < 200:
            self.values.add(value)


Fields = dict[str, dict[str, Field]]  # template of the address → name → field


def _fields() -> Fields:
    return defaultdict(lambda: defaultdict(Field))


@dataclass
class Harvest:
    queries: Fields = field(default_factory=_fields)
    forms: Fields = field(default_factory=_fields)
    words: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    opened: set[str] = field(default_factory=set)  # what somebody could open with keys of their own
    # template → words in the address → parameter → kinds of the key that stands behind these words
    keys: dict[str, dict[str, dict[str, set[str]]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))

    def take(self, page: str, here: str, kinds_of: dict[str, set[str]]) -> None:
        """All that one page offers."""
        found = _Page()
        found.feed(page)
        for address in found.addresses:
            self._address(urljoin(here, address), kinds_of)
        for form in found.forms:
            at = _where(urlsplit(urljoin(here, form.action or here)).path)
            if at is not None:
                self._form((self.forms if form.method == "post" else self.queries)[at.route], form, kinds_of)

    def _address(self, address: str, kinds_of: dict[str, set[str]]) -> None:
        there = urlsplit(address)
        at = _where(there.path) if not there.netloc else None
        if at is None:
            return
        words = {name: str(value) for name, value in at.kwargs.items() if name in NAMES_OF_WORDS and str(value) not in kinds_of}
        for name, value in words.items():
            self.words[at.route][name].add(value)
        for name, value in at.kwargs.items() if words else ():
            if kinds := kinds_of.get(str(value)):
                known = self.keys[at.route][" ".join(words.values())]
                known[name] = known.get(name, kinds) & kinds or kinds
        for name, value in parse_qsl(there.query, keep_blank_values=True):
            self.queries[at.route][name].add(value, kinds_of)

    def _form(self, fields: dict[str, Field], form: "_Form", kinds_of: dict[str, set[str]]) -> None:
        for name, kind, value in form.fields:
            if name not in OURS:
                one = fields[name]
                one.type = kind or one.type
                if value:
                    one.add(value, kinds_of)

    def hear(self, template: str, names: Heard) -> None:
        """Names that a view read."""
        for name in names["GET"]:
            self.queries[template][name]
        for name in names["POST"] - OURS:
            self.forms[template][name]


@cache
def _where(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


@dataclass
class _Form:
    action: str
    method: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)  # name, type, value


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.forms: list[_Form] = []
        self._form: _Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.addresses += [given[name] for name in ADDRESSES if given.get(name, "").startswith(("/", "?", "http"))]
        if tag == "form":
            self._form = _Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag in {"input", "button", "textarea", "select"} and given.get("name"):
            self._select = given["name"] if tag == "select" else ""
            kind = given.get("type", "text") if tag == "input" else tag
            self._form.fields.append((given["name"], kind, "" if tag == "select" else given.get("value", "")))
        elif tag == "option" and self._select:
            self._form.fields.append((self._select, "select", given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


# kept between runs


def version() -> str:
    """What decides it: our templates and how it is gathered; the rest decides where the demo is kept."""
    digest = hashlib.sha256()
    here = [Path(__file__).with_name(f"{name}.py") for name in ("gather", "harvest", "noticing", "routes", "seats", "things", "world")]
    for path in [*sorted((OF / "src" / "ligzda").glob("**/*.html")), *here]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def write(harvest: Harvest, there: Path) -> None:
    def plain(fields: Fields) -> Any:
        return {
            at: {name: [sorted(one.kinds), sorted(one.values), one.type, one.prefix] for name, one in names.items()}
            for at, names in fields.items()
        }

    words = {at: {name: sorted(values) for name, values in names.items()} for at, names in harvest.words.items()}
    keys = {
        at: {word: {name: sorted(kinds) for name, kinds in names.items()} for word, names in words.items()}
        for at, words in harvest.keys.items()
    }
    draft = there.with_suffix(".draft")
    draft.write_text(json.dumps([plain(harvest.queries), plain(harvest.forms), words, keys, sorted(harvest.opened)]), encoding="utf-8")
    draft.rename(there)


def read(there: Path) -> Harvest:
    def fields(plain: Any) -> Iterator[tuple[str, dict[str, Field]]]:
        for at, names in plain.items():
            yield at, {name: Field(set(kinds), set(values), kind, prefix) for name, (kinds, values, kind, prefix) in names.items()}

    queries, forms, words, keys, opened = json.loads(there.read_text(encoding="utf-8"))
    return Harvest(
        dict(fields(queries)),
        dict(fields(forms)),
        {at: {name: set(values) for name, values in names.items()} for at, names in words.items()},
        set(opened),
        {at: {word: {name: set(kinds) for name, kinds in names.items()} for word, names in one.items()} for at, one in keys.items()},
    )

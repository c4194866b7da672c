"""Every page there is, in Latvian and light, on a telephone and on a desktop: axe finds nothing.

The pages are found as people find them: each role signs in and follows the links. A page of the URL configuration that
no role reaches this way fails, and so does a link that leads nowhere.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import APIRequestContext

from tests.browser.conftest import WIDTHS, Site, Visitor

ROLES = (
    "", "sociala", "koordinatore", "uznemsana", "grupa", "psihologe", "asistente", "rehabilitetaja",
    "projekti", "administratore", "auditore", "pasvaldiba", "drosiba", "mamma", "sociala.valmiera",
)  # fmt: skip
# Families in which more is going on than in most: their pages come first.
FIRST = {"koordinatore": "/families/?q=kruklaj", "sociala": "/families/?q=kruklaj", "sociala.valmiera": "/families/?q=bebrup"}
LINK = re.compile(r"""<a\b[^>]*?\bhref=["'](/[^"'#]*)""")
FAMILY = re.compile(r"/families/[a-z0-9]{8}/")
EACH = 4  # so many pages of one kind are read for their links
# Nothing to look at: they change something and lead on, or hand out a file or a part of a page.
NOT_PAGES = {
    "set_language", "web:theme", "web:stay", "access:draft", "access:discard_draft", "people:hints", "projects:curve",
    "desk:feed",  # a secret address, told once in words; nothing links to it
    "access:settings",  # the second name of access:account, one address
    "access:invite_user", "access:open_user", "access:reset_two_factor", "access:drop_email", "projects:publish", "home",
}  # fmt: skip
# Reached through an e-mail, a second step that the invented people have not set up, or a key they do not carry; or linked once an
# address was hidden, a file ended over a concern, a colleague's name was typed, or somebody was struck out, which the example does not show.
NEEDS_MORE = re.compile(
    r"account_(logout|inactive|reset_password_\w+|set_password|reauthenticate)|mfa_\w+|portal:invitation|access:mailbox"
    r"|desk:hidden_address|people:bring_back|safeguarding:(ending|whom)"
)


@dataclass
class Walk:
    """What one walk through the house saw: a page's name → who saw it where."""

    seen: dict[str, tuple[str, str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def names(patterns: list[URLPattern | URLResolver] | None = None, space: str = "") -> Iterator[str]:
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from names(entry.url_patterns, inner)
        elif entry.name:
            yield space + entry.name


def follow(walk: Walk, asks: APIRequestContext, site: Site, who: str) -> None:
    """Breadth first from the first page this person sees; what belongs to the family named in FIRST is looked at before the rest."""
    waiting, known, count = [*filter(None, [FIRST.get(who)]), "/", "/sign-in/"], {"/", "/sign-in/"}, dict[str, int]()
    theirs = ""
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        if not name or count.get(name, 0) >= EACH or name == "account_logout":
            continue
        count[name] = count.get(name, 0) + 1
        answer = asks.get(site.address + path)
        if answer.status >= 400 and answer.status != 405:
            walk.broken.append(f"{who or 'a stranger'}: {path} answers {answer.status}")
        if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
            if answer.status == 200:
                walk.seen.setdefault(name, ("", path))  # a file: nothing for axe
            continue
        reached = urlsplit(answer.url)
        walk.seen.setdefault(name_of(reached.path) or name, (who or "-", reached.path + (f"?{reached.query}" if reached.query else "")))
        links = [html.unescape(link) for link in LINK.findall(answer.text())]
        if path == FIRST.get(who):
            theirs = next(link for link in links if FAMILY.fullmatch(link))
        for link in links:
            if link not in known:
                known.add(link)
                waiting.insert(0 if theirs and link.startswith(theirs) else len(waiting), link)


def prepare(coordinator: Visitor) -> None:
    """A referral that is being screened gets its family, so that the page for its people has a link."""
    page = coordinator.goes("/referrals/")
    page.locator("main .row-link").filter(has_text="N-BA-9001").click()
    page.locator("main a[href$='/family/']").click()
    page.fill("main input[name=name]", "Bērzlapu ģimene")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(lambda url: not url.endswith("/family/"))


def name_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


@pytest.fixture(scope="module")
def walk(site: Site, chromium: object) -> Walk:
    found = Walk()
    for who in ROLES:
        context = chromium.new_context()  # type: ignore[attr-defined]
        visitor = Visitor(context.new_page(), site)
        if who:
            visitor.signs_in(who)
        if who == "koordinatore":
            prepare(visitor)
        follow(found, context.request, site, who)
        context.close()
    return found


def test_no_link_leads_nowhere(walk: Walk) -> None:
    assert not walk.broken, "\n".join(walk.broken)


def test_every_page_is_reached_by_a_link(walk: Walk) -> None:
    missed = [name for name in names() if name not in walk.seen and name not in NOT_PAGES and not NEEDS_MORE.fullmatch(name)]
    assert not missed, "No role finds these by following links: " + ", ".join(sorted(missed))


def test_no_page_has_a_barrier(walk: Walk, visitor: Callable[..., Visitor]) -> None:
    found: list[str] = []
    for who in ROLES:
        pages = sorted(path for person, path in walk.seen.values() if person == (who or "-"))
        one = visitor(who, screen="telephone") if pages else None
        for path in pages:
            assert one is not None
            for screen, (width, height) in WIDTHS.items():  # opened on a telephone, then as wide as a desktop
                one.page.set_viewport_size({"width": width, "height": height})
                if screen == "telephone":
                    one.goes(path)
                found += [f"{screen}: {fault}" for fault in one.barriers()]
    assert not found, "\n".join(found)

"""Every page that can be read has a name in words, because the trail says where something was read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import URLResolver, get_resolver, path
from django.utils import translation

from ligzda.access.page_names import PAGES, page_words
from ligzda.config.refusal import is_marked
from ligzda.kernel.languages import TRANSLATED
from tests.rules.house import obey


def names(patterns: Iterable[Any], room: str = "") -> Iterator[str]:
    """As ``resolver_match.view_name`` says them."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry.url_patterns, f"{room}{entry.namespace}:" if entry.namespace else room)
        elif is_marked(entry.callback) and hasattr(entry.callback, "word"):
            yield f"{room}{entry.name}"


def nameless(patterns: Iterable[Any], called: Mapping[str, Any]) -> Iterator[str]:
    return (name for name in names(patterns) if name not in called)


def test_every_page_has_a_name_and_every_name_a_page() -> None:
    obey(nameless(get_resolver().url_patterns, PAGES), "Give the page a name in access/page_names.py.")
    obey(set(PAGES) - set(names(get_resolver().url_patterns)), "There is no such page any more: take its name out of access/page_names.py.")


def test_a_name_is_a_sentence_of_the_readers_language_and_never_the_address() -> None:
    for code in TRANSLATED:
        with translation.override(code):
            said = {str(words) for words in PAGES.values()}
            assert page_words("desk:family") in said and not any(":" in one or "_" in one for one in said)
    with translation.override("lv"):
        assert page_words("desk:family") == "ģimenes lapa" and page_words("gone:page") == ""


def test_pages_of_concerns_and_hidden_addresses_bear_the_name_of_another_page() -> None:
    quiet = {name: words for name, words in PAGES.items() if str(words) == page_words("people:person")}
    told = {name for name in PAGES if name.startswith("safeguarding:")} - {"safeguarding:flag", "safeguarding:flag_down"}
    assert told and told | {"desk:hidden_address"} <= set(quiet)


def test_a_planted_page_without_a_name_is_found() -> None:
    def view(request: Any) -> None: ...

    view.word = "see_case"  # type: ignore[attr-defined]
    assert list(nameless([path("planted/", view, name="planted")], PAGES)) == ["planted"]

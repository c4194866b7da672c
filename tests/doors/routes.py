"""Every address of the product, found in the URL configuration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
LIBRARY = (
    "account/confirm/",
    "account/inactive/",
    "account/password/",
    "account/two-step/",
    "sign-in/",
    "sign-out/",
)  # the sign-in library's own pages, which its own tests walk


@dataclass(frozen=True)
class Route:
    """``template`` is the address as the configuration writes it: ``families/<slug:key>/``."""

    name: str
    template: str

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        return tuple(PARAMETER.findall(self.template))

    def prefix(self, parameter: str) -> str:
        """What stands before a parameter: two parameters of one name mean different things in different places."""
        found = re.search(rf"<(?:\w+:)?{parameter}>", self.template)
        assert found
        return self.template[: found.start()]

    def address(self, values: dict[str, str]) -> str:
        return "/" + PARAMETER.sub(lambda found: values[found.group(1)], self.template)


def routes() -> list[Route]:
    """All of ours; a new one is found by itself."""
    found = [one for one in _walk(get_resolver(), "", "") if not one.template.startswith(LIBRARY)]
    return sorted(found, key=lambda one: (one.template, one.name))


def _walk(resolver: Any, prefix: str, room: str) -> Iterator[Route]:
    for one in resolver.url_patterns:
        here = prefix + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from _walk(one, here, one.namespace or room)
        elif one.name:
            yield Route(f"{room}:{one.name}" if room else one.name, here.lstrip("^/"))

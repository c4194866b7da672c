"""What a Word template may hold: names of values, from a list per kind, and nothing that reaches behind them.

The same check runs when a template is added and again when it is used: a placeholder is a name, a line may repeat for ``lead``
and ``facts``, a part may stand only if a value is there. Anything else is refused before it could do anything.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from ligzda.kernel.refused import Refused

LARGEST = 40 * 1024 * 1024  # unpacked; a template of letters is far below
CONTENT = {
    "title": _("what the document is called"),
    "lead": _("the lines below the title: {%p for line in lead %} {{ line }} {%p endfor %}"),
    "body": _("the text itself"),
    "footer": _("the line at the foot of the page"),
    "number": _("number of the file"),
    "date": _("day of the document"),
    "site": _("name of the site"),
    "author": _("who writes"),
    "function": _("function of who writes"),
}
RECIPIENT = {"institution": _("institution it goes to"), "recipient": _("person it goes to")}


@dataclass(frozen=True)
class TemplateKind:
    """A kind of document with the placeholders it knows, each with a sentence."""

    key: str
    title: Any
    own: dict[str, Any]

    @property
    def placeholders(self) -> dict[str, Any]:
        return CONTENT | self.own


KINDS = {
    kind.key: kind
    for kind in (
        TemplateKind("plan", _("Plan"), {"family": _("name of the family"), "review_date": _("day of the next review")}),
        TemplateKind("review", _("Minutes of a review"), {"family": _("name of the family"), "next_date": _("day of the next review")}),
        TemplateKind("closing", _("Closing summary"), {"family": _("name of the family"), "exit_type": _("how the support ended")}),
        TemplateKind("referral", _("Referral letter"), RECIPIENT),
        TemplateKind("transfer", _("Transfer letter"), RECIPIENT),
        TemplateKind("school", _("Letter to the school"), RECIPIENT),
        TemplateKind("orphans_court", _("Letter to the orphan's court"), RECIPIENT),
        TemplateKind("police", _("Letter to the police"), RECIPIENT),
        TemplateKind("doctor", _("Letter to the doctor"), RECIPIENT),
        TemplateKind("other", _("Another letter"), RECIPIENT),
    )
}
# What the readers of zip and XML raise on a file that is damaged, locked with a password or only looks like Word.
UNREADABLE = (ValueError, LookupError, SyntaxError, AttributeError, TypeError, RuntimeError, OSError, zipfile.BadZipFile, zlib.error)
EMBEDDED = {"attachedTemplate", "oleObject", "subDocument", "aFChunk", "control", "frame"}
FETCHING = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|IMPORT|LINK)\b", re.IGNORECASE)
REPEATED = {"lead": "line", "facts": "fact"}
ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.For, nodes.Not, nodes.And, nodes.Or)


class OnlyPlaceholders(SandboxedEnvironment):
    """Reads a template only if all it holds are known names."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(autoescape=True)
        self.known = set(names) | {"facts"}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        self._look_at(tree, frozenset())
        return tree

    def _look_at(self, node: nodes.Node, inner: frozenset[str]) -> None:
        if isinstance(node, nodes.For):
            over, each = node.iter, node.target
            # one within another would grow beyond all paper
            if inner or not (isinstance(over, nodes.Name) and isinstance(each, nodes.Name) and REPEATED.get(over.name) == each.name):
                raise _not_a_placeholder(_("a repetition"))
            inner |= {each.name}
        elif isinstance(node, nodes.Getattr):
            if not (isinstance(node.node, nodes.Name) and node.node.name == "fact" in inner and node.attr in {"name", "value"}):
                raise _not_a_placeholder(_called(node))
        elif isinstance(node, nodes.Name):
            if node.name not in self.known | inner:
                raise unknown([node.name])
        elif not isinstance(node, ALLOWED):
            raise _not_a_placeholder(_called(node))
        for child in node.iter_child_nodes():
            self._look_at(child, inner)


@contextmanager
def readable(content: bytes) -> Iterator[None]:
    """Whatever a Word file that cannot be used makes of us within is said as ``Refused`` on ``upload``."""
    try:
        _packed(content)
        yield
    except Refused:
        raise
    except TemplateError as error:
        raise Refused(
            _("A placeholder is written in a way that cannot be read: %(what)s. Type it anew, for example {{ title }}.")
            % {"what": str(error)[:160]},
            field="upload",
        ) from error
    except UNREADABLE as error:
        raise Refused(_("The Word file cannot be read. Save it anew in Word and add it again."), field="upload") from error


def filled(content: bytes, kind: str, values: dict[str, Any]) -> Any:
    """The template with the values in it; ``body`` is filled in by who knows blocks."""
    template = DocxTemplate(io.BytesIO(content))
    template.render(values, jinja_env=OnlyPlaceholders(KINDS[kind].placeholders), autoescape=True)
    return template


def unknown(names: list[str]) -> Refused:
    return Refused(
        _("The template holds a placeholder that this kind does not know: %(names)s. The known ones are listed below.")
        % {"names": ", ".join(f"{{{{ {name[:60]} }}}}" for name in names)},
        field="upload",
    )


def _called(node: nodes.Node) -> str:
    """What it is, in the template's own letters where there are any."""
    inner: Any = node
    path = ""
    while isinstance(inner, nodes.Getattr):
        inner, path = inner.node, f".{inner.attr}{path}"
    return f"{inner.name}{path}" if isinstance(inner, nodes.Name) else f"{type(node).__name__.lower()} {path}".strip()


def _not_a_placeholder(what: Any) -> Refused:
    return Refused(
        _("The template holds something that is not a placeholder: %(what)s. Only names from the list below are filled in.")
        % {"what": str(what)[:80]},
        field="upload",
    )


def _packed(content: bytes) -> None:
    """Not larger unpacked than a document is, and nothing in it that Word would fetch from elsewhere or run by itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(one.file_size for one in packed.infolist()) > LARGEST:
            raise Refused(_("The Word file is too large when unpacked. Leave out large pictures."), field="upload")
        relations = [parse_xml(packed.read(name)) for name in packed.namelist() if name.endswith(".rels")]
        parts = [parse_xml(packed.read(name)) for name in packed.namelist() if name.startswith("word/") and name.endswith(".xml")]
    if any(_leads_away(one) for whole in relations for one in whole) or any(_fetches(part) for part in parts):
        raise Refused(_("The Word file fetches parts from elsewhere. Copy them into the file and add it again."), field="upload")


def _leads_away(relation: Any) -> bool:
    """A link that somebody clicks may lead outside; a picture, a template or an embedded object may not."""
    kind = str(relation.get("Type", "")).rpartition("/")[2]
    return kind in EMBEDDED or (relation.get("TargetMode") == "External" and kind != "hyperlink")


def _fetches(part: Any) -> bool:
    """A field with a command in it, even one that is cut into several runs."""
    said = [one.text or "" for one in part.iter(qn("w:instrText"))] + [one.get(qn("w:instr")) or "" for one in part.iter(qn("w:fldSimple"))]
    return any(FETCHING.search(text) for text in ("".join(said), " ".join(said)))

"""An attacker who reads every document of a report for everybody: all printed numbers and all that is known to hold between them.

A linear program of another house (scipy). Written from the definitions, importing nothing that hides numbers: what a line means is read from
the words that stand on the page.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from scipy.optimize import linprog

Name = tuple[str, ...]
WIDE = 1e-6
SAID = r" ((?:[<>≥] )?\d[\d\u00a0\u202f]*(?:,\d+)?|slēpts|hidden)(?! \d{3}\b)(?=[ ;]|$)"
WITHIN = (("completions", "attended"), ("attended", "enrolled"), ("with_valid_plan", "families_active"), ("reopened", "exits"),
          ("reviews_on_time", "reviews_due"), ("first_worker", "carried"), ("families_active", "active"))  # fmt: skip
RATIOS = {
    "reopened_share": ("reopened", "exits", 2), "reviewed_on_time": ("reviews_on_time", "reviews_due", 2), "one_worker": ("first_worker", "carried", 2),
    "valid_plan_share": ("with_valid_plan", "families_active", 2), "children_per_family": ("children", "families", 2),
    "persons_per_family": ("persons", "families", 2),
}  # fmt: skip


def number(text: str) -> float | None:
    """1 232 or 1,67 as a number; anything else is none."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    return float(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None


def digits(text: str) -> set[str]:
    """Every number in a text, with marks between thousands taken out."""
    plain = re.sub(r"(?<=\d)[\u00a0\u202f](?=\d)", "", text)
    return set(re.findall(r"\d+(?:[.,]\d+)?", plain))


def in_pictures(page: Mapping[str, Any]) -> str:
    """What the drawings of a page say: in their letters, to those who do not see them, and in the sentence above."""
    curve = page["curve"] or {}
    drawn = " ".join(" ".join(re.findall(r">([^<>]+)<", curve.get(name, ""))) for name in ("svg", "narrow"))
    return f"{drawn} {curve.get('description', '')} {curve.get('finding', '')}"


def on_the_page(page: Mapping[str, Any]) -> set[str]:
    """The numbers of its lines and tables, pictures and their sentences left out."""
    curve = {name: told for name, told in (page["curve"] or {}).items() if name not in ("svg", "narrow", "description", "finding")}
    return digits(json.dumps({**page, "curve": curve}, ensure_ascii=False))


def bounds(text: str) -> tuple[float, float | None]:
    """What one printed word says of the number behind it."""
    found = number(text)
    if found is not None:
        return found, found
    if text.startswith("< "):
        return 1, 4
    if text.startswith(("≥", ">")):
        return number(text[1:]) or 0, None
    return (1, None) if text in ("hidden", "slēpts") else (0, None)


@dataclass
class Attacker:
    """Numbers by name with what is known of each, and what holds between them: Σ factor · number = 0, or ≤ 0."""

    known: dict[Name, tuple[float, float | None]] = field(default_factory=dict)
    equal: list[dict[Name, float]] = field(default_factory=list)
    less: list[dict[Name, float]] = field(default_factory=list)

    def read(self, page: Mapping[str, Any]) -> None:
        """The page as it is stored and printed: figures with targets, services by site, the curve."""
        for line in page["figures"]:
            name = (line["code"], *([line["title"]] if (line["code"],) in self.known else []))
            if line["code"] in RATIOS:
                self._ratio(line)
                continue
            self._learn(name, bounds(line["text"]))
            for text in line["targets"]:
                self._attainment(name, text)
        self._services(page["services"])
        self._curve(page["curve"]["rows"] if page["curve"] else [])

    def read_text(self, text: str, page: Mapping[str, Any]) -> int:
        """A file as plain text (PDF, Word): the number after each title. How many it says."""
        plain, told = re.sub(r"[ \t\r\n]+", " ", text), 0
        for line in page["figures"]:
            name = (line["code"], line["title"]) if (line["code"], line["title"]) in self.known else (line["code"],)
            for found in re.finditer(re.escape(line["title"]) + SAID, plain):
                if line["code"] not in RATIOS:
                    self._learn(name, bounds(found[1]))
                told += 1
        return told

    def _learn(self, name: Name, said: tuple[float, float | None]) -> None:
        low, high = self.known.get(name, (0, None))
        tops = [top for top in (high, said[1]) if top is not None]
        self.known[name] = max(low, said[0]), min(tops, default=None)

    def _ratio(self, line: Mapping[str, Any]) -> None:
        value = number(line["text"])
        if value is None:
            return
        top, bottom, places = RATIOS[line["code"]]
        half = 0.5 * 10**-places + 1e-9
        for code in (top, bottom):
            self.known.setdefault((code,), (0, None))
        self.less += [{(top,): 1, (bottom,): -(value + half)}, {(top,): -1, (bottom,): value - half}]

    def _attainment(self, name: Name, text: str) -> None:
        """Target 116: 111,2 % – the figure is this share of the target, to half a tenth of a percent."""
        told = re.fullmatch(r"\D*([\d\s\u00a0]+)\D*: ([\d\s,.\u00a0]+)\s*%", text)
        if told:
            target, share = number(told[1]) or 0, number(told[2]) or 0
            self._learn(name, (target * (share - 0.051) / 100, target * (share + 0.051) / 100))

    def _services(self, table: Mapping[str, Any]) -> None:
        total, rows = ("families",), []
        for service, *at, whole in table["rows"]:
            row: Name = ("families", service)
            rows.append(row)
            self._learn(row, bounds(whole))
            places: list[Name] = [("families", service, site) for site in table["columns"][1:-1]]
            for name, text in zip(places, at, strict=True):
                self._learn(name, bounds(text))
                self.less.append({name: 1, row: -1})
            self.less.append({row: 1, total: -1})
        if rows and total in self.known:
            self.known.setdefault(total, (0, None))

    def _curve(self, rows: Sequence[Sequence[str]]) -> None:
        names: list[Name] = [("curve", day) for day, _text in rows]
        for name, (_day, text) in zip(names, rows, strict=True):
            self._learn(name, bounds(text))
        self.less += [{earlier: 1, later: -1} for earlier, later in pairwise(names)]
        if names:
            self.equal.append({names[-1]: 1, ("families",): -1})

    def add_up(self, whole: Iterable[str], parts: Iterable[str], rest: float | None = None) -> None:
        """The figures of ``whole`` are those of ``parts`` and a rest; a rest that is known to be none says more."""
        names = {(code,): 1.0 for code in whole} | {(code,): -1.0 for code in parts}
        if not all(name in self.known for name in names):
            return
        if rest == 0:
            self.equal.append(names)
        else:
            self.less.append({name: -factor for name, factor in names.items()})

    def width(self, name: Name) -> float:
        """How much doubt is left about one number."""
        names = sorted(set(self.known) | {n for one in (*self.equal, *self.less) for n in one}, key=repr)
        place = {n: i for i, n in enumerate(names)}

        def matrix(rows: list[dict[Name, float]]) -> list[list[float]] | None:
            return [[row.get(n, 0.0) for n in names] for row in rows] or None

        goal = [1.0 if i == place[name] else 0.0 for i in range(len(names))]
        found = [
            linprog(
                [sign * g for g in goal], A_ub=matrix(self.less), b_ub=[0.0] * len(self.less) or None, A_eq=matrix(self.equal),
                b_eq=[0.0] * len(self.equal) or None, bounds=[self.known.get(n, (0, None)) for n in names],
            )
            for sign in (1, -1)
        ]  # fmt: skip
        assert found[0].status == 0, "what is printed contradicts itself"
        return float("inf") if found[1].status == 3 else float(-found[1].fun - found[0].fun)

"""Which words of a text a user typed, followed through its versions. Pure: texts in, parts of texts out.

A part is counted in letters and digits, so that blanks, marks and tags between them change nothing. Words that stood there before
stay whose they were; new ones are the writer's; what came back from behind a cover is nobody's new word.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from ligzda.kernel.text import squeeze

Part = tuple[int, int]
FEWEST = 3  # letters of a typed value that can be told from others
NEAR = 80  # letters on each side by which two places of one wording are told apart
SURE = 12  # letters before an address that tell its text from others
LEFT_OF, RIGHT_OF = tuple(':·–—-(„“"«|/['), tuple(')·–—|”“"»]')  # what stands between a label and a text, and behind a text


def parts_after(
    before: str, value: str, typed: Mapping[str, Sequence[Part]], former: Mapping[int, Sequence[Part]], writer: int
) -> dict[int, list[Part]]:
    """User → parts of ``value`` that are theirs: ``former`` says whose the parts of ``before`` were."""
    letters, old = squeeze(value), squeeze(before)
    closed, behind, said = _returned(typed, letters, old)
    words, olds = _words(value, closed), _words(before, behind)
    kept: dict[int, int] = {}
    for block in SequenceMatcher(None, [one[0] for one in olds], [one[0] for one in words], autojunk=False).get_matching_blocks():
        kept |= {block.b + n: block.a + n for n in range(block.size)}
    found = {user: _joined(words[new][1] for new, was in kept.items() if within(parts, *olds[was][1])) for user, parts in former.items()}
    fresh = [part for n, (word, part) in enumerate(words) if n not in kept and not word.startswith("\0") and within(said, *part)]
    found[writer] = _joined([*found.get(writer, []), *fresh])
    return {user: parts for user, parts in found.items() if parts}


def within(parts: Iterable[Part], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in parts)


def is_own(parts: Sequence[Part], letters: str, start: int, end: int) -> bool:
    """Whether whoever typed these parts typed this address: every number of it, or all of it where there is none."""
    digits = [n for n in range(start, end) if letters[n].isdigit()]
    return all(within(parts, n, n + 1) for n in digits or range(start, end))


def places(letters: str, said: str, before: str, after: str) -> Iterable[tuple[int, int]]:
    """Where in a text a piece of a page may have been taken from: position, and how far what stands around it agrees.

    On each side all that the piece of the page holds must agree, or the text must end there, beside a label or at the edge.
    """
    left, right = squeeze(before), squeeze(after)
    here, there = before.rpartition("\n")[2], after.partition("\n")[0]
    at = letters.find(said)
    while said and at >= 0:
        same_left = _shared(letters[:at][::-1], left[::-1])
        same_right = _shared(letters[at + len(said) :], right)
        begins, ends = at == same_left, at + len(said) + same_right == len(letters)
        fits_left = same_left >= min(len(squeeze(here)), NEAR) or (begins and _rest(here, same_left, -1).endswith(LEFT_OF))
        fits_right = same_right >= min(len(squeeze(there)), NEAR) or (ends and _rest(there, same_right, 1).startswith(RIGHT_OF))
        if fits_left and fits_right:
            yield at, same_left + same_right
        at = letters.find(said, at + 1)


def left_over(letters: str, text: str, start: int, end: int) -> int:
    """How many letters of the address from ``start`` to ``end`` of a text stand at the end of a piece that was cut within it."""
    opening = text[:start]
    for count in range(min(end - start, len(letters)), 0, -1):
        before = letters[: len(letters) - count]
        is_here = opening.endswith(before[-SURE:]) if len(opening) >= SURE else before.endswith(opening) and count > FEWEST
        if is_here and letters.endswith(text[start : start + count]):
            return count if count < end - start else 0
    return 0


def letter_at(piece: str, count: int) -> int:
    """Where in a piece, blanks and marks among it, so many of its letters are over and the next one begins."""
    seen = 0
    for n, letter in enumerate(piece):
        if seen >= count and squeeze(letter):
            return n
        seen += len(squeeze(letter))
    return len(piece)


def _rest(piece: str, count: int, step: int) -> str:
    """What is left of a piece behind so many of its letters, seen from the address outwards."""
    seen, rest = 0, piece[::step]
    for n, letter in enumerate(rest):
        if seen == count and (squeeze(letter) or letter in LEFT_OF + RIGHT_OF):
            return rest[n:][::step]
        seen += len(squeeze(letter))
    return ""


def _shared(one: str, two: str) -> int:
    n = 0
    while n < min(len(one), len(two), NEAR) and one[n] == two[n]:
        n += 1
    return n


def _returned(typed: Mapping[str, Sequence[Part]], letters: str, old: str) -> tuple[list[Part], list[Part], list[Part]]:
    """Where in the new and in the old text stands what came back; and which parts of the new one were sent at all."""
    closed: list[Part] = []
    behind: list[Part] = []
    said: list[Part] = []
    for value, parts in typed.items():
        whole = squeeze(value)
        at = letters.find(whole) if len(whole) >= FEWEST else -1
        if at < 0:
            continue
        said.append((at, at + len(whole)))
        since = 0
        for start, end in parts:
            first, last = at + len(squeeze(value[:start])), at + len(squeeze(value[:end]))
            closed.append((first, last))
            found = old.find(letters[first:last], since)
            behind.append((found, found + last - first) if found >= 0 else (-1, -1))
            since = max(since, found + last - first) if found >= 0 else since
    return closed, behind, said


def _words(text: str, apart: Sequence[Part]) -> list[tuple[str, Part]]:
    """Words with the letters they are; those of one piece that lay behind a cover are called alike, and like nothing else."""
    found: list[tuple[str, Part]] = []
    at = 0
    for word in re.findall(r"\S+", text):
        letters = squeeze(word)
        part = (at, at + len(letters))
        at = part[1]
        if letters:
            n = next((n for n, (first, last) in enumerate(apart) if first < part[1] and part[0] < last), None)
            found.append((letters if n is None else f"\0{n}", part))
    return found


def _joined(parts: Iterable[Part]) -> list[Part]:
    joined: list[Part] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined

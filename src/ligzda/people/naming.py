"""How a name is found: folded text of all names somebody has or had, and deletion keys that forgive one typing error.

The same on both databases, because Python does the folding. A merged record lends its names to its root.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from ligzda.kernel.prepared import Prepared
from ligzda.kernel.text import fold
from ligzda.people.models import FormerName, NameKey, NameWord, Person

BATCH = 500
WORD = 80


def words_of(names: Iterable[str]) -> list[str]:
    """The distinct folded words of some names, in order."""
    return list(dict.fromkeys(word[:WORD] for name in names for word in fold(name).split()))


def folded_of(names: Iterable[str]) -> str:
    """' anna berzina ': a blank before and after each word, so that a whole word and any part can be searched."""
    words = words_of(names)
    return f" {' '.join(words)} " if words else " "


def deletions(word: str) -> set[str]:
    """The word and all it becomes when one letter is left out. Two words one error apart share at least one."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def one_error_apart(typed: str, known: str) -> bool:
    """Damerau-Levenshtein (optimal string alignment) of at most 1: one letter more, less, other, or two swapped."""
    if typed == known:
        return True
    if len(typed) > len(known):
        typed, known = known, typed
    if len(known) - len(typed) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(typed, known, strict=False)) if a != b), len(typed))
    if len(typed) < len(known):
        return typed[at:] == known[at + 1 :]
    swapped = typed[at : at + 2] == known[at : at + 2][::-1] and typed[at + 2 :] == known[at + 2 :]
    return swapped or typed[at + 1 :] == known[at + 1 :]


def index_names(persons: Collection[Person]) -> None:
    """Write ``folded`` and the words of these persons, in bulk: a constant number of statements per 500 people."""
    people = list(persons)
    for start in range(0, len(people), BATCH):
        _index(people[start : start + BATCH])


def _index(people: list[Person]) -> None:
    ids = [person.pk for person in people]
    names: dict[int, list[str]] = defaultdict(list)
    for person in people:
        names[person.pk] += [person.first_name, person.last_name]
    for root_id, first, last in Person.objects.filter(root__in=ids).order_by("id").values_list("root_id", "first_name", "last_name"):
        names[root_id] += [first, last]
    former = FormerName.objects.filter(Q(person__in=ids) | Q(person__root__in=ids)).annotate(whose=Coalesce("person__root", "person"))
    for whose, person_id, first, last in former.order_by("id").values_list("whose", "person_id", "first_name", "last_name"):
        for owner in {whose, person_id} & set(ids):
            names[owner] += [first, last]
    for person in people:
        person.folded = folded_of(names[person.pk])
    Person.objects.bulk_update(people, ["folded"], batch_size=BATCH)
    keep_words(word for listed in names.values() for word in words_of(listed))


def keep_words(words: Iterable[str]) -> None:
    """Make these folded words findable, also with one typing error."""
    wanted = sorted(set(words))
    known = {word for (word,) in _known(words=wanted)}
    new = [NameWord(word=word) for word in wanted if word not in known]
    if not new:
        return
    # Somebody may enter the same word at the same moment: both get its id, and the keys are there already for one of them.
    NameWord.objects.bulk_create(new, update_conflicts=True, unique_fields=["word"], update_fields=["word"])
    keys = [NameKey(word_id=word.pk, deletion=key) for word in new for key in sorted(deletions(word.word))]
    NameKey.objects.bulk_create(keys, ignore_conflicts=True, batch_size=2000)


@Prepared
def _known(*, words: list[str]) -> Any:
    return NameWord.objects.filter(word__in=words).values_list("word")

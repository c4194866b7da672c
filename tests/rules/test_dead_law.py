"""A rule that only a test calls protects nobody: every function, class and constant of the product is used in the product.

A caller is code outside the definition itself: its name in the same file, an import, an attribute, a word of a template or of a
string that names it, a migration. What only dead code calls is dead as well.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.rules.house import PACKAGE, Source, obey, python, templates

# What waits for the page that will call it, each with what it is for. A name that has found its caller goes from here.
WAITING = {
    "people/actions/families.py change_family": "a family gets another name",
    "people/actions/contact.py remove_contact": "a telephone that was somebody else's",
    "people/actions/contact.py register_organisation": "an organisation with its number in the register",
    "places/queries.py names_on": "a report of 2012 names the municipality of 2012",
    "places/queries.py find_on": "imports say a municipality by the name it had",
    "projects/actions/plan.py add_text": "messages to the funder",
    "projects/actions/plan.py keep_source_value": "what a paper of the funder says, beside what is counted",
    "services/actions/groups.py add_leader": "a second leader of a group",
    "services/actions/groups.py plan_session": "one session, where the page plans a series",
}
WORD = re.compile(r"\w+")
TITLE = "(the file itself)"
BY_NAME = re.compile(r"config/(settings|urls)\.py|\w+/apps\.py")  # what Django and its apps look for by its name


def words(node: ast.AST) -> Iterator[str]:
    """Every name that this code mentions; what a docstring says is no call."""
    for one in ast.walk(node):
        match one:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                yield name
            case ast.Constant(value=str() as text) if len(text) < 80:
                yield from WORD.findall(text)


def without_docstring(node: ast.AST) -> list[ast.AST]:
    body = list(ast.iter_child_nodes(node))
    return [one for one in body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]


def defined(node: ast.stmt) -> str:
    """The name that a statement of a file gives: to a function, a class, a constant."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def uncalled(sources: Iterable[Source], pages: Iterable[Source] = (), waiting: Iterable[str] = ()) -> Iterator[str]:
    """Definitions without a caller; then those that only these call, and so on. Also who waits for a caller and has one."""
    functions, mentioned = dict[tuple[str, str], int](), defaultdict[str, set[tuple[str, str]]](set)
    for page in pages:
        for word in WORD.findall(page.text):
            mentioned[word].add((page.path, TITLE))
    for source in sources:
        for node in source.tree.body:
            name = "" if BY_NAME.fullmatch(source.path) else defined(node)
            at = (source.path, name or TITLE)
            if name:
                functions[at] = node.lineno
            for part in without_docstring(node):
                for word in words(part):
                    mentioned[word].add(at)
    dead = set[tuple[str, str]]()
    idle = {at for at in functions if " ".join(at) in waiting}
    yield from sorted(f"{' '.join(at)} has a caller now" for at in idle if mentioned[at[1]] - {at})
    while found := {at for at in functions.keys() - dead - idle if not mentioned[at[1]] - dead - {at}}:
        dead |= found
    for path, name in sorted(dead):
        yield f"{path}:{functions[path, name]} {name}"


def test_every_definition_has_a_caller_in_the_product() -> None:
    migrations = [Source(path.as_posix(), path.read_text(encoding="utf-8")) for path in PACKAGE.glob("*/migrations/*.py")]
    obey(uncalled(python(), [*templates(), *migrations], WAITING), "Call it where its law holds, or delete it with its test.")


def test_a_planted_rule_without_caller_is_found() -> None:
    rules = Source(
        "x/rules.py",
        "def may_print(n):\n    return n > 4\ndef is_due(day):\n    'Like may_print.'\n    return _late(day)\ndef _late(d): ...\n",
    )
    assert [one.split()[1] for one in uncalled([rules])] == ["_late", "is_due", "may_print"]
    view = Source("x/views.py", "from ligzda.x import rules\nrules.is_due(1)\n")
    assert list(uncalled([rules, view])) == ["x/rules.py:1 may_print"]
    assert list(uncalled([rules, view], waiting={"x/rules.py may_print"})) == []
    assert list(uncalled([rules, view], waiting={"x/rules.py is_due", "x/rules.py may_print"})) == ["x/rules.py is_due has a caller now"]


def test_a_planted_constant_and_a_class_without_use_are_found() -> None:
    planted = Source("x/forms.py", "LONGEST = 5\nSHORTEST: int = 1\nclass Form:\n    size = SHORTEST\n")
    assert [one.split()[1] for one in uncalled([planted])] == ["Form", "LONGEST", "SHORTEST"]
    assert not list(uncalled([planted, Source("x/views.py", "forms.Form(forms.LONGEST)\n")]))
    assert not list(uncalled([Source("x/apps.py", "class XConfig:\n    name = 'x'\n")]))

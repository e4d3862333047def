"""A state changes in a table of moves or not at all: the whole product is read for it."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from shared.acts.lifecycle import Lifecycle
from tests.site.test_architecture import ORDER, ROOT

APPS = [app for app in ORDER if app != "shared"]
READ = [ROOT / app for app in APPS] + [ROOT / "site"]
# Migrations write history; the demo makes it up.
LEFT_OUT = ("migrations", "demo")
WRITERS = {"update", "decided", "write_down"}


def product() -> list[Path]:
    """Every file of the product in which no state may change."""
    files = [file for folder in READ for file in folder.rglob("*.py")]
    return [file for file in files if file.name != "lifecycle.py" and not set(LEFT_OUT) & set(file.parts)]


def is_state(node) -> bool:
    return isinstance(node, ast.Constant) and node.value == "state"


def names_state(node) -> bool:
    """A list or dictionary of columns, the state among them."""
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return any(map(is_state, node.elts))
    return isinstance(node, ast.Dict) and any(map(is_state, node.keys))


def writes_state(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if name == "setattr":
        return any(map(is_state, call.args))
    if name in WRITERS:
        return "state" in given or names_state(given.get(None))
    if name == "bulk_update":
        return any(map(names_state, [*call.args, *given.values()]))
    if name in ("save", "update_or_create", "bulk_create"):
        columns = [given.get(key) for key in ("update_fields", "defaults")]
        return any(map(names_state, columns))
    return False


def changes(source: str) -> list[int]:
    """The lines in which a state is set on an object or written to the database."""
    nodes = list(ast.walk(ast.parse(source)))
    set_here = [
        node.lineno
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store)
    ]
    return sorted(set_here + [node.lineno for node in nodes if isinstance(node, ast.Call) and writes_state(node)])


@pytest.mark.parametrize(
    "line",
    [
        'slot.state = "cancelled"', "stored.state, stored.reason = CANCELLED, reason", 'rows.filter(pk=1).update(state="x")',
        'rows.update(**{"state": "x"})', 'comment.save(update_fields=["state", "published_at"])', 'setattr(row, "state", "x")',
        'rows.bulk_update(found, ["state"])', 'rows.bulk_update(found, fields=("state",))',
        'rows.update_or_create(pk=1, defaults={"state": "x"})', 'decided(organisation, state="struck_off")',
        'rows.bulk_create(found, update_conflicts=True, update_fields=["state"])', "for row.state in found: pass",
    ],
)  # fmt: skip
def test_a_changed_state_is_found(line):
    assert changes(f"def act():\n    {line}\n") == [2]


@pytest.mark.parametrize(
    "line",
    [
        'Comment.objects.create(state="pending")', 'rows.filter(state="open")', "state = request.GET.get('stan')",
        'rows.update(reason="x")', "if slot.state == OPEN: pass", 'slot.refresh_from_db(fields=["state"])',
        'rows.values_list("state")', "Slot(state=OPEN).save()", "with_state(slot)",
    ],
)  # fmt: skip
def test_reading_and_beginning_are_no_changes(line):
    assert changes(f"def act():\n    {line}\n") == []


def test_the_whole_product_is_read():
    assert {file.parent.name for file in product()} > {*APPS, "acts", "config"}
    assert len(product()) > 300


def test_states_change_in_tables_of_moves_only():
    found = {str(file.relative_to(ROOT)): changes(file.read_text()) for file in product()}

    # The tables themselves write it in one place, which is a lifecycle.py too.
    assert {file: lines for file, lines in found.items() if lines} == {}


# --- the tables -------------------------------------------------------------------------------------------------


def tables() -> dict[str, Lifecycle]:
    found = {}
    for app in APPS:
        if (ROOT / app / "lifecycle.py").exists():
            module = import_module(f"{app}.lifecycle")
            found |= {f"{app}.{name}": v for name, v in vars(module).items() if isinstance(v, Lifecycle)}
    return found


BEGINNINGS = {
    # table: the states that no move leads to
    "consultations.CONSULTATION": {"draft"},
    "consultations.COMMENT": {"unconfirmed"},
    "consultations.RESPONSE": set(),
    "volunteering.CAMPAIGN": set(),
    "strategy.VERSION": {"draft"},
    "strategy.BALLOT": {"draft"},
    "practices.SUBMISSION": {"new"},
    "events.EVENT": {"planned"},
    "signups.SLOT": {"open"},
    "signups.SIGNUP": {"unconfirmed"},
    "ngos.ORGANISATION": set(),
    "ngos.CLAIM": {"new"},
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_table_knows_every_state_and_no_other(name):
    moves = tables()[name].moves.values()
    named = {state for move in moves for state in (*move.sources, *move.targets)}
    kinds = {type(state) for state in named}

    assert len(kinds) == 1
    assert named == set(kinds.pop())


@pytest.mark.parametrize("name", BEGINNINGS)
def test_every_state_is_a_beginning_or_reached_by_a_move(name):
    table = tables()[name]
    known = {state for move in table.moves.values() for state in (*move.sources, *move.targets)}

    assert known - {target for state in known for target in table.reachable(state)} == BEGINNINGS[name]


def test_every_table_is_listed_here():
    assert tables().keys() == BEGINNINGS.keys()


@pytest.mark.parametrize("app", sorted({name.split(".")[0] for name in BEGINNINGS}))
def test_the_readme_of_an_app_says_where_its_table_is(app):
    assert "`lifecycle.py`" in (ROOT / app / "README.md").read_text()

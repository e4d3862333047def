"""Scenery built once for the tests that share it: a pile of savepoints below the transaction of each test.

A fixture marked `@kept` makes rows and returns models. Its rows stay while one test after another asks for them; a test
sees the rows of what it asked for and no others, and gets a copy of the values, as if it had built everything itself.
"""

import functools
import inspect
import itertools
import pickle
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction


@dataclass
class Layer:
    function: object
    atomic: transaction.Atomic
    values: bytes  # everything built so far, as it was when this layer was done


pile: list[Layer] = []
built_as: list = [None]  # the day and the mode the pile was built in: another day, or an index, builds anew
copies: dict = {}  # what the running test has fetched
ranks: dict = {}


def kept(function=None, *, late: bool = False):
    """A fixture of rows that stay for the next test. It may depend on kept fixtures and on `db` only.

    Layers lie in the order in which their fixtures were written; `late` ones, which few tests share, on top of all.
    """
    if function is None:
        return functools.partial(kept, late=late)

    @functools.wraps(function)
    def fetch(**dependencies):
        return copies[function] if function in copies else function(**dependencies)

    fetch.kept = function
    ranks[function] = (late, len(ranks))
    return pytest.fixture(fetch)


def kept_by(item) -> dict:
    """The kept fixtures a test asks for, by name or as its parameter `who`: their functions, lowest layer first."""
    names = list(item._fixtureinfo.names_closure)
    who = item.callspec.params.get("who") if hasattr(item, "callspec") else None
    if isinstance(who, str) and "request" in item._fixtureinfo.argnames:
        names.append(who)
    found: dict = {}
    for name in sorted(names, key=lambda name: ranks.get(function_of(item, name), (False, 0))):
        add(item, name, found)
    return found


def function_of(item, name: str):
    definitions = item.session._fixturemanager.getfixturedefs(name, item)
    return getattr(definitions[-1].func, "kept", None) if definitions else None


def add(item, name: str, found: dict) -> bool:
    """Add a fixture above everything it depends on; whether it can lie in the pile."""
    if name in found:
        return True
    function = function_of(item, name)
    if function is None:
        return False
    parameters = inspect.signature(function).parameters
    if any(not add(item, parameter, found) for parameter in parameters if parameter != "db"):
        return False
    found[name] = function
    return True


def side_by_side(items: list) -> list:
    """The tests of each file in an order in which those that share scenery follow each other.

    Tests that end with an empty database stay behind the others, where pytest-django has put them.
    """
    ordered = []
    for _file, tests in itertools.groupby(items, key=lambda item: (item.path, is_transactional(item))):
        ordered += sorted(tests, key=lambda item: (is_indexed(item), [ranks[made] for made in kept_by(item).values()]))
    return ordered


def is_indexed(item) -> bool:
    return item.get_closest_marker("indexed") is not None


def prepare(item) -> None:
    """Bring the pile to what the test asks for: what it does not want goes, what is missing is built."""
    wanted = {} if is_transactional(item) else kept_by(item)
    circumstances = (date.today(), is_indexed(item))
    if built_as[0] != circumstances:
        empty()
        built_as[0] = circumstances
    functions = list(wanted.values())
    common = 0
    while common < min(len(pile), len(functions)) and pile[common].function is functions[common]:
        common += 1
    empty(down_to=common)
    for function in functions[common:]:
        build(function, wanted)
    copies.clear()
    if pile:
        copies.update(zip(functions, pickle.loads(pile[-1].values), strict=True))


def is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or not {"transactional_db", "live_server"}.isdisjoint(
        item.fixturenames
    )


def build(function, wanted: dict) -> None:
    """Lay one more fixture upon the pile, with the values below it as they were when they were left."""
    atomic = transaction.atomic()
    atomic.__enter__()
    values = dict(zip([layer.function for layer in pile], pickle.loads(pile[-1].values) if pile else [], strict=True))
    arguments = {
        name: None if name == "db" else values[wanted[name]] for name in inspect.signature(function).parameters
    }
    try:
        values[function] = function(**arguments)
    except BaseException:
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
        raise
    pile.append(Layer(function, atomic, pickle.dumps(list(values.values()))))
    cache.clear()


def empty(down_to: int = 0) -> None:
    copies.clear()
    while len(pile) > down_to:
        transaction.set_rollback(True)
        pile.pop().atomic.__exit__(None, None, None)

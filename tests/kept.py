"""Scenery built once for the tests that share it: a pile of savepoints below the transaction of each test.

A fixture marked `@kept` makes rows and returns models. Its rows stay while one test after another asks for them; a test
sees the rows of what it asked for and no others, and gets a copy of the values, as if it had built everything itself.
"""

import functools
import inspect
import itertools
import pickle
from datetime import date
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.db import transaction


class Made(NamedTuple):
    """A fixture with its parameter: what a layer is known by."""

    function: object
    parameter: object = None


class Layer(NamedTuple):
    made: Made
    atomic: transaction.Atomic
    values: bytes  # everything built so far, as it was when this layer was done


pile: list[Layer] = []
built_as: list = [None]  # the day and the mode the pile was built in: another day, or an index, builds anew
copies: dict[Made, object] = {}  # what the running test may fetch
ranks: dict = {}


def kept(function=None, *, late: bool = False):
    """A fixture of rows that stay for the next test. It may ask for kept fixtures, for `db` and for `request.param`.

    Layers lie in the order in which their fixtures were written; `late` ones, which few tests share, on top of all.
    """
    if function is None:
        return functools.partial(kept, late=late)

    @functools.wraps(function)
    def fetch(**given):
        made = Made(function, getattr(given.get("request"), "param", None))
        return copies[made] if made in copies else function(**given)

    fetch.kept = function
    ranks[function] = (late, len(ranks))
    return pytest.fixture(fetch)


def kept_by(item) -> dict[str, Made]:
    """The kept fixtures a test asks for, by name or as its parameter `who`: lowest layer first."""
    names = list(item._fixtureinfo.names_closure)
    who = parameters(item).get("who")
    if isinstance(who, str) and "request" in item._fixtureinfo.argnames:
        names.append(who)
    found: dict = {}
    for name in sorted(names, key=lambda name: ranks.get(function_of(item, name), (False, 0))):
        add(item, name, found)
    return found


def parameters(item) -> dict:
    return item.callspec.params if hasattr(item, "callspec") else {}


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
    asked = inspect.signature(function).parameters
    if any(not add(item, one, found) for one in asked if one not in ("db", "request")):
        return False
    found[name] = Made(function, parameters(item).get(name) if "request" in asked else None)
    return True


def side_by_side(items: list) -> list:
    """The tests of each file in an order in which those that share scenery follow each other.

    Tests that end with an empty database stay behind the others, where pytest-django has put them.
    """
    ordered = []
    for _file, tests in itertools.groupby(items, key=lambda item: (item.path, is_transactional(item))):
        ordered += sorted(tests, key=lambda item: (is_indexed(item), place_of(item)))
    return ordered


def place_of(item) -> list:
    return [(ranks[made.function], str(made.parameter)) for made in kept_by(item).values()]


def is_indexed(item) -> bool:
    return item.get_closest_marker("indexed") is not None


def prepare(item) -> None:
    """Bring the pile to what the test asks for: what it does not want goes, what is missing is built."""
    wanted = {} if is_transactional(item) else kept_by(item)
    circumstances = (date.today(), is_indexed(item))
    if built_as[0] != circumstances:
        empty()
        built_as[0] = circumstances
    common = 0
    for layer, made in zip(pile, wanted.values(), strict=False):
        if layer.made != made:
            break
        common += 1
    empty(down_to=common)
    for made in list(wanted.values())[common:]:
        build(made, wanted)
    copies.update(values())


def values() -> dict[Made, object]:
    """What the fixtures of the pile have returned, copied."""
    return dict(zip([layer.made for layer in pile], pickle.loads(pile[-1].values), strict=True)) if pile else {}


def is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or not {"transactional_db", "live_server"}.isdisjoint(
        item.fixturenames
    )


def build(made: Made, wanted: dict[str, Made]) -> None:
    """Lay one more fixture upon the pile, with the values below it as they were when they were left."""
    atomic = transaction.atomic()
    atomic.__enter__()
    found = values()
    asked = {"db": None, "request": SimpleNamespace(param=made.parameter)}
    asked |= {name: found[below] for name, below in wanted.items() if below in found}
    try:
        found[made] = made.function(**{name: asked[name] for name in inspect.signature(made.function).parameters})
    except BaseException:
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
        raise
    pile.append(Layer(made, atomic, pickle.dumps(list(found.values()))))
    cache.clear()


def empty(down_to: int = 0) -> None:
    copies.clear()
    while len(pile) > down_to:
        transaction.set_rollback(True)
        pile.pop().atomic.__exit__(None, None, None)

"""The demo, filled once for all tests that look at it."""

from home.demo import english, fill
from tests.kept import kept


@kept
def demo_in_polish(db) -> list[str]:
    """The names of the steps that have been taken: all but the last."""
    taken = []
    for name in fill.steps():
        taken.append(name)
        if name == "strony":
            break
    return taken


@kept
def demo(demo_in_polish) -> list[str]:
    english.make_english()
    return [*demo_in_polish, "angielski"]

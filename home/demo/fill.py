"""The demo content, step by step; every step is idempotent."""

from collections.abc import Iterator

from django.db import transaction

from home.demo import law, people, places, tree


def steps() -> Iterator[str]:
    """Run the steps; yields what has been done, for the console."""
    for name, step in (
        ("prawo: terminy i rodzaje konsultacji", law.make_law),
        ("gminy i sołectwa", places.make_places),
        ("drzewo stron", tree.make_tree),
        ("osoby", people.make_people),
    ):
        with transaction.atomic():
            step()
        yield name

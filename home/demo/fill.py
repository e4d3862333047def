"""The demo content, step by step; every step is idempotent."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction

from consultations import law
from home import tree
from home.demo import (
    consultations,
    documents,
    english,
    gatherings,
    organisations,
    pages,
    people,
    places,
    practices,
    programme,
    strategy,
)
from ngos import law as ngo_law
from ngos.vocabulary import make_vocabulary

LEAD = (
    "Tu przeczytasz, co planuje pięć gmin pod Krakowem, powiesz, co o tym myślisz, "
    "i sprawdzisz, co z tego wyszło. Bez zakładania konta."
)


def steps() -> Iterator[str]:
    """Run the steps; yields what has been done, for the console."""
    for name, step in (
        ("prawo: terminy i rodzaje konsultacji", law.make_law),
        ("prawo: zakładanie organizacji", ngo_law.make_law),
        ("pola pożytku i grupy odbiorców", make_vocabulary),
        ("gminy i sołectwa", places.make_places),
        ("drzewo stron", partial(tree.make_tree, LEAD)),
        ("osoby", people.make_people),
        ("klauzula o danych", pages.make_notice),
        ("organizacje", organisations.make_organisations),
        ("dokumenty", documents.make_documents),
        ("program i plan", programme.make_programme),
        ("konsultacje", consultations.make_consultations),
        ("dobre praktyki", practices.make_practices),
        ("sesje strategiczne i SWOT", strategy.make_strategy),
        ("wolontariat i spotkania", gatherings.make_gatherings),
        ("aktualności", pages.make_news),
        ("strony", pages.make_pages),
        ("angielski", english.make_english),
    ):
        with transaction.atomic():
            step()
        yield name

"""What Wagtail writes beside every saved row - the words for the search, the index of references - where a test asks.

Half the time of a test went into it, and few tests look at it: they carry the mark `indexed`. A search in any other
test fails, so that no test takes an empty index for an answer.
"""

from contextlib import contextmanager

import pytest
from django.db.models.signals import post_delete, post_migrate, post_save
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_delete_signal_handler, post_save_signal_handler
from wagtail import signal_handlers as references

_stock = {name: getattr(BaseSearchBackend, name) for name in ("add", "delete", "_search")}


def switch_off() -> None:
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)
        post_delete.disconnect(post_delete_signal_handler, sender=model)
    references.disconnect_reference_index_signal_handlers()
    post_migrate.disconnect(references.connect_reference_index_signal_handlers)
    BaseSearchBackend.add = BaseSearchBackend.delete = lambda _self, _obj: None
    BaseSearchBackend._search = _refuse


def switch_on() -> None:
    for model in get_indexed_models():
        post_save.connect(post_save_signal_handler, sender=model)
        post_delete.connect(post_delete_signal_handler, sender=model)
    references.connect_reference_index_signal_handlers()
    for name, method in _stock.items():
        setattr(BaseSearchBackend, name, method)


@contextmanager
def switched_on():
    switch_on()
    try:
        yield
    finally:
        switch_off()


def _refuse(*_args, **_details):
    pytest.fail("This test searches: mark it with @pytest.mark.indexed.")

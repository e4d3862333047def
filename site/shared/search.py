"""Search in Polish, the same on SQLite and PostgreSQL: without diacritics, inflected, and safe from whatever is typed.

Both sides are normalised in Python: what is indexed carries every word folded (“swiatniki”) and its lemmas
(“konsultacja”); what is asked becomes, word by word, “this form or one of its lemmas”. The databases only compare.
"""

import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import morfeusz2
from modelsearch import index
from modelsearch.backends.database import SearchBackend as stock_backend
from modelsearch.query import MATCH_NONE, And, Boost, Not, Or, Phrase, PlainText

MAX_WORDS, MAX_LETTERS = 12, 40
WORD = re.compile(r"\w+")
LETTERS = str.maketrans("łŁđĐøØ", "lLdDoO")  # letters that Unicode does not take apart
_analyser_lock = threading.Lock()
_made = threading.Lock()
_classes: dict[type, type] = {}


def fold(text: str) -> str:
    """Lower case without diacritics, NUL and lone surrogates: "Świątniki" → "swiatniki"."""
    text = text.replace("\0", " ").encode("utf-8", "ignore").decode()
    folded = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return "".join(c for c in folded if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _analyser() -> "morfeusz2.Morfeusz":
    return morfeusz2.Morfeusz(expand_tags=False, generate=False)


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> tuple[str, ...]:
    """The folded basic forms a word may have: "konsultacji" → ("konsultacja",). The analyser serves one thread at a time."""
    with _analyser_lock:
        found = _analyser().analyse(word[:MAX_LETTERS])
    return tuple(sorted({fold(form[2][1].split(":")[0]) for form in found}))


def index_text(text: str) -> str:
    """What the database stores for a text: its folded words and, after them, their lemmas."""
    bases = dict.fromkeys(base for word in WORD.findall(text) for base in lemmas(word))
    return f"{fold(text)}\n{' '.join(bases)}" if bases else fold(text)


def query_words(text: str) -> list[str]:
    """At most MAX_WORDS words of what was typed, each at most MAX_LETTERS long."""
    words = WORD.findall(text[: MAX_WORDS * MAX_LETTERS * 4].replace("\0", " ").encode("utf-8", "ignore").decode())
    return [word[:MAX_LETTERS] for word in words[:MAX_WORDS]]


def expand(query: Any) -> Any:
    """The same query over folded words and lemmas; what holds no word at all matches nothing."""
    if isinstance(query, PlainText):
        words = [either(word) for word in query_words(query.query_string)]
        return combine(And if query.operator == "and" else Or, words)
    if isinstance(query, Phrase):
        words = query_words(fold(query.query_string))
        return Phrase(" ".join(words)) if words else MATCH_NONE
    if isinstance(query, And | Or):
        return combine(type(query), [sub for sub in map(expand, query.subqueries) if sub is not MATCH_NONE])
    if isinstance(query, Not):
        return Not(expand(query.subquery))
    if isinstance(query, Boost):
        return Boost(expand(query.subquery), query.boost)
    return query


def either(word: str) -> Any:
    """One word as typed, or any of its basic forms."""
    forms = dict.fromkeys(
        part for form in (fold(word), *lemmas(word)) for part in [" ".join(WORD.findall(form))] if part
    )
    return combine(Or, [PlainText(form) for form in forms])


def combine(kind: type, queries: list) -> Any:
    if not queries:
        return MATCH_NONE
    return queries[0] if len(queries) == 1 else kind(queries)


def reindex(page: Any) -> None:
    """Bring the index in step with columns that were written past `save()`: what is public is found, the rest is not."""
    fresh = type(page)._base_manager.get(pk=page.pk)
    if fresh.get_indexed_instance() is None:
        index.remove_object(page)
    else:
        index.insert_or_update_object(fresh)


def SearchBackend(params: Any) -> Any:
    """The stock backend of the connected database, with Polish on both sides."""
    stock = type(stock_backend(params))
    with _made:
        if stock not in _classes:
            _classes[stock] = polish(stock)
    return _classes[stock](params)


def polish(stock: Any) -> type:
    """A subclass of a stock backend whose compilers and indexer normalise words."""
    module: Any = sys.modules[stock.__module__]
    if hasattr(module, "ObjectIndexer"):
        # The index class looks its indexer up in its module; it is replaced once, before the first use.
        module.ObjectIndexer = _indexer(module.ObjectIndexer, module.AutocompleteField)
    return type(
        f"Polish{stock.__name__}",
        (stock,),
        {
            "query_compiler_class": _compiler(stock.query_compiler_class),
            "autocomplete_query_compiler_class": _autocomplete(stock.autocomplete_query_compiler_class),
        },
    )


def _indexer(stock: type, autocomplete_field: type) -> type:
    class PolishObjectIndexer(stock):
        def prepare_field(self, obj: Any, field: Any) -> Iterator[Any]:
            for prepared in super().prepare_field(obj, field):
                is_beginning = isinstance(prepared[0], autocomplete_field)
                yield (*prepared[:-1], fold(prepared[-1]) if is_beginning else index_text(prepared[-1]))

    return PolishObjectIndexer


def _compiler(stock: type) -> type:
    class PolishQueryCompiler(stock):
        query: Any

        def __init__(self, queryset: Any, query: Any, *args: Any, **kwargs: Any) -> None:
            super().__init__(queryset, query, *args, **kwargs)
            self.query = expand(self.query)

    return PolishQueryCompiler


def _autocomplete(stock: type) -> type:
    class PolishAutocompleteCompiler(stock):
        query: Any

        def __init__(self, queryset: Any, query: Any, *args: Any, **kwargs: Any) -> None:
            super().__init__(queryset, query, *args, **kwargs)
            if isinstance(self.query, PlainText):
                words = query_words(fold(self.query.query_string))
                self.query = PlainText(" ".join(words)) if words else MATCH_NONE

    return PolishAutocompleteCompiler

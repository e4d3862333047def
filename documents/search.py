"""Search inside a document: without diacritics, inflected, by the beginnings of words. No database."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from documents.numbering import NumberedText
from shared.search import fold, lemmas, query_words

WORD = re.compile(r"\w+")
SHORTEST_BEGINNING = 3


class Part(NamedTuple):
    text: str
    is_found: bool


def find(units: Sequence[NumberedText], query: str) -> list[NumberedText]:
    """The units in which every word of the query stands; each gets `parts`, with the found words told apart."""
    wanted = [_forms(word, units) for word in query_words(query)]
    found = []
    for unit in units:
        words = [(match, _matches(match[0], wanted)) for match in WORD.finditer(unit.text)]
        if wanted and set().union(*(places for _match, places in words)) == set(range(len(wanted))):
            unit.parts = _parts(unit.text, [match for match, places in words if places])
            found.append(unit)
    return found


def _forms(word: str, units: Sequence[NumberedText]) -> tuple[str, frozenset[str]]:
    """The folded word and its basic forms; a word typed without diacritics borrows those that the text itself has."""
    folded = fold(word)
    same = {
        base for unit in units for found in WORD.findall(unit.text) if fold(found) == folded for base in lemmas(found)
    }
    return folded, frozenset({*lemmas(word), *same})


def _matches(word: str, wanted: list[tuple[str, frozenset[str]]]) -> set[int]:
    """Which words of the query this word answers."""
    folded = fold(word)
    return {
        place
        for place, (beginning, bases) in enumerate(wanted)
        if folded == beginning
        or (len(beginning) >= SHORTEST_BEGINNING and folded.startswith(beginning))
        or not bases.isdisjoint(lemmas(word))
    }


def _parts(text: str, matches: list[re.Match]) -> list[Part]:
    parts, end = [], 0
    for match in matches:
        parts += [Part(text[end : match.start()], False), Part(match[0], True)]
        end = match.end()
    return [part for part in [*parts, Part(text[end:], False)] if part.text]

"""Is this organisation in the directory already? The same number, or a name that only people write differently."""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

from ngos.choices import LegalForm
from ngos.models import OrganisationPage

SHOWN = 5
# Of 100: how alike whole names must be; what is left of them within one legal form; the same across legal forms.
NAME, REST, OTHER_FORM = 85, 80, 90
NAMED_AFTER_VILLAGES = frozenset([LegalForm.KGW, LegalForm.OSP])  # a village has one of each, with the same rest
NUMBERS = ("krs", "nip", "regon")
# What most names share says nothing about which organisation it is.
COMMON = frozenset([
    "stowarzyszenie", "fundacja", "kolo", "gospodyn", "wiejskich", "kgw", "ochotnicza", "straz", "pozarna", "osp",
    "uczniowski", "klub", "sportowy", "uks", "ludowy", "lks", "ks", "towarzystwo", "zwykle", "spoldzielnia", "socjalna",
    "rada", "rodzicow", "seniora", "grupa", "nieformalna", "w", "we", "z", "ze", "i", "na", "o", "przy", "im", "imienia",
    "gminy", "gminne", "gmina",
])  # fmt: skip


@dataclass(frozen=True)
class LookAlike:
    organisation: OrganisationPage
    same_number: bool
    own: bool  # this person keeps it already


def plain_words(name: str) -> list[str]:
    """Lower case, no diacritics, words only."""
    letters = unicodedata.normalize("NFKD", name.lower().replace("ł", "l"))
    return re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))


def alike(first: tuple[str, str], second: tuple[str, str]) -> float:
    """How alike two (name, legal form) are, 0–100; what is not alike enough is 0."""
    names = [plain_words(name) for name, _form in (first, second)]
    whole = fuzz.token_sort_ratio(*(" ".join(words) for words in names))
    if whole >= NAME:
        return whole
    rest = [" ".join(word for word in words if word not in COMMON) for words in names]
    forms = {form for _name, form in (first, second) if form}  # a register may not have said it
    if not all(rest) or (len(forms) == 2 and forms & NAMED_AFTER_VILLAGES):
        return 0
    one_form = len(forms) < 2
    found = fuzz.token_set_ratio(*rest) if one_form else fuzz.token_sort_ratio(*rest)
    return found if found >= (REST if one_form else OTHER_FORM) else 0


def find(wanted: OrganisationPage, user) -> list[LookAlike]:
    """Public organisations, and those this person keeps; nobody learns here about a profile that is not public."""
    own = set(OrganisationPage.objects.edited_by(user).values_list("pk", flat=True))
    known = OrganisationPage.objects.source_language().public() | OrganisationPage.objects.filter(pk__in=own)
    scores = {
        pk: (any(number and number == getattr(wanted, name) for name, number in zip(NUMBERS, numbers, strict=True)),
             alike((wanted.title, wanted.legal_form), (title, legal_form)))
        for pk, title, legal_form, *numbers in known.values_list("pk", "title", "legal_form", *NUMBERS)
    }  # fmt: skip
    best = sorted((pk for pk in scores if any(scores[pk])), key=lambda pk: scores[pk], reverse=True)[:SHOWN]
    pages = OrganisationPage.objects.select_related("locale", "municipality", "village").in_bulk(best)
    return [LookAlike(pages[pk], scores[pk][0], pk in own) for pk in best]

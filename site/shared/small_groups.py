"""Small groups of people are not broken down (docs/domain-rules.md, R4): what is told in numbers lets nobody be worked out.

Everything public that counts people by group tells it through `tell_groups`, and a sum beside it through `tell_total`.
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

SMALL_GROUP = 5  # a group with fewer people is small


def is_small(number: int) -> bool:
    return number < SMALL_GROUP


def tell_total(numbers: Iterable[int]) -> str:
    """How many all groups have together; nothing when nobody was counted."""
    total = sum(numbers)
    if not total:
        return ""
    return _("fewer than %(number)s") % {"number": SMALL_GROUP} if is_small(total) else str(total)


def tell_groups(counted: Mapping[str, int] | Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    """Pairs (name, number in words), the largest group first; small groups are told together, without their names.

    What is told together must not betray its parts: two groups that make eight are four and four. Then the next
    smallest group goes among them too, even if it is large. Of equal groups the first one given is told first: names
    differ between languages, and two orders side by side would tell what each alone does not.
    """
    pairs = counted.items() if isinstance(counted, Mapping) else counted
    rest = sorted(((name, number) for name, number in pairs if number), key=lambda pair: -pair[1])
    merged: list[int] = []
    while rest and (is_small(rest[-1][1]) or (merged and _betrays(merged, rest[-1][1]))):
        merged.append(rest.pop()[1])
    told = [(name, str(number)) for name, number in rest]
    if not merged:
        return told
    return [*told, (_("others together") if told else _("all together"), tell_total(merged))]


def _betrays(merged: list[int], smallest_told: int) -> bool:
    """True when somebody who knows these rules could work out the small groups from the sum.

    A large group stands among them only because the small ones alone would have been betrayed, and is no larger than
    the smallest that is told: both are reckoned with.
    """
    total, most = sum(merged), SMALL_GROUP - 1
    small, large = [n for n in merged if is_small(n)], [n for n in merged if not is_small(n)]
    telling = {n for n in range(len(small), most * len(small) + 1) if is_small(n)} | {len(small), most * len(small)}
    if not large:
        return total in telling
    possible = range(total - smallest_told * len(large), total - SMALL_GROUP * len(large) + 1)
    return len(telling.intersection(possible)) < 2

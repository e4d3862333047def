"""What is true of every public list, whatever it lists: counts lead to as many rows, and files hold the same hits."""

import csv
import io
import re
from html import unescape

from defusedxml import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"


def get(client, address: str):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer


def hits(client, address: str) -> int:
    answer = get(client, address)
    return answer.context["page_obj"].paginator.count


def untrue_counts(client, url: str, query: str = "") -> list[tuple[str, int, int]]:
    """Values whose count is not the number of rows their address leads to (that of a chosen one is this very address)."""
    found = [
        (
            f"{facet.param}={choice.value}",
            choice.count,
            hits(client, url + (query if choice.is_chosen else choice.address)),
        )
        for facet in get(client, url + query).context["facets"]
        for choice in facet.choices
    ]
    assert found
    return [row for row in found if row[1] != row[2]]


def titles_on_pages(client, url: str, query: str = "") -> list[str]:
    """The titles of all hits, page after page."""
    first = get(client, f"{url}{query}").context["page_obj"]
    mark = "&" if query else "?"
    pages = [get(client, f"{url}{query}{mark}page={n}").context["page_obj"] for n in first.paginator.page_range]
    return [row.shown.title for page in pages for row in page]


def titles_in_feed(client, url: str, query: str = "") -> list[str]:
    feed = ElementTree.fromstring(get(client, f"{url}atom/{query}").getvalue())
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def rows_in_table(client, url: str, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(get(client, f"{url}csv/{query}").getvalue().decode())))


def links(client, address: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="([^"]*)"', get(client, address).getvalue().decode())]

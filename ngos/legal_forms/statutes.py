"""The acts of law about founding an organisation, as they were read. A citation stays Polish in every language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

Cite = tuple[str, str]  # (key of ACTS, article)


@dataclass(frozen=True)
class Act:
    name: str  # as it stands after “art. …”
    read_at: str
    state: date  # the legal state of the text that was read; changes since then have not been checked

    @property
    def title(self) -> str:
        return self.name.replace("ustawy", "ustawa", 1)

    @property
    def url(self) -> str:
        year, _sign, number = self.read_at.removeprefix("Dz.U. ").partition(" poz. ")
        return f"https://api.sejm.gov.pl/eli/acts/DU/{year}/{number}"


ACTS = {
    "associations": Act("ustawy – Prawo o stowarzyszeniach", "Dz.U. 2020 poz. 2261", date(2020, 11, 17)),
    "foundations": Act("ustawy o fundacjach", "Dz.U. 2023 poz. 166", date(2023, 1, 11)),
    "circles": Act("ustawy o kołach gospodyń wiejskich", "Dz.U. 2018 poz. 2212", date(2018, 11, 9)),
    "circles_2025": Act("ustawy o kołach gospodyń wiejskich", "Dz.U. 2025 poz. 310", date(2025, 3, 13)),
    "sport": Act("ustawy o sporcie", "Dz.U. 2024 poz. 1488", date(2024, 9, 27)),
    "fire": Act("ustawy o ochotniczych strażach pożarnych", "Dz.U. 2024 poz. 233", date(2024, 2, 6)),
    "cooperatives": Act("ustawy o spółdzielniach socjalnych", "Dz.U. 2023 poz. 802", date(2023, 4, 11)),
    "fees": Act("ustawy o kosztach sądowych w sprawach cywilnych", "Dz.U. 2024 poz. 959", date(2024, 5, 28)),
    "benefit": Act("ustawy o działalności pożytku publicznego i o wolontariacie", "Dz.U. 2024 poz. 1491", date(2024, 9, 17)),
}  # fmt: skip


def citation(cites: Iterable[Cite]) -> str:
    """“art. 9, art. 11 ust. 3 ustawy …; art. 4 ustawy …”: the articles of one act stand together."""
    articles: dict[str, list[str]] = {}
    for act, article in cites:
        articles.setdefault(ACTS[act].name, []).append(article)
    return "; ".join(f"{', '.join(places)} {name}" for name, places in articles.items())


@dataclass(frozen=True)
class Cited:
    """Something that rests on articles of law."""

    cites: tuple[Cite, ...] = field(default=(), kw_only=True)

    @property
    def law(self) -> str:
        return citation(self.cites)

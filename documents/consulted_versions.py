"""Which versions people were asked about: apps above say it, because documents may not know them."""

from dataclasses import dataclass

from shared.registry import Registry


@dataclass(frozen=True)
class ConsultedVersion:
    """A public consultation on one frozen version of a document."""

    version_id: int
    title: str
    url: str


tells_consultations = Registry()  # find(document key) -> consultations: public ones only, newest first, in few queries


def consultations_on(document: int) -> list[ConsultedVersion]:
    """Every public consultation on this document."""
    return list(tells_consultations.found(document))

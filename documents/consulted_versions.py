"""Which versions people were asked about: apps above say it, because documents may not know them."""

from dataclasses import dataclass

from shared.registry import Registry


@dataclass(frozen=True)
class Consulted:
    """A public consultation on one frozen version of a document."""

    version_id: int
    title: str
    url: str


consults = Registry()  # find(document key) -> consultations: public ones only, newest first, in few queries


def consulted_on(document: int) -> list[Consulted]:
    return list(consults.found(document))

"""The proof of somebody without an account: this browser sent it, or came by the link of a letter."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse


class OwnInSession:
    """The keys of what belongs to whoever holds this session, the newest last; the last fifty."""

    MOST = 50

    def __init__(self, name: str):
        self.name = name

    def keys(self, request: HttpRequest) -> list[int]:
        return request.session.get(self.name, [])

    def give(self, request: HttpRequest, pk: int) -> None:
        """From now on this session holds the proof for `pk`."""
        request.session[self.name] = [*(key for key in self.keys(request) if key != pk), pk][-self.MOST :]

    def holds(self, request: HttpRequest, pk: int) -> bool:
        return pk in self.keys(request)

    def newest(self, request: HttpRequest) -> int | None:
        """What the last link opened, for addresses without a key."""
        return next(reversed(self.keys(request)), None)


class Nobody:
    """Stands where `allowed` of a lifecycle asks for a person, and nobody has signed in."""

    is_authenticated = is_superuser = False
    is_active = True
    pk = None


class Proof(Nobody):
    """Who holds the proof for one object; an app derives a class for each kind: its author, its guardian."""

    def __init__(self, obj: Any) -> None:
        self.of = obj.pk

    @classmethod
    def is_held(cls, person: Any, obj: Any) -> bool:
        """Whether `person` is this kind of proof, and for this object."""
        return isinstance(person, cls) and person.of == obj.pk


def forget_visitor(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """This computer is shared: every proof and cookie goes, whoever has signed in is signed out, drafts are cleared."""
    logout(request)
    for name in request.COOKIES:
        answer.delete_cookie(name)
    answer["Clear-Site-Data"] = '"storage"'  # browsers without our JavaScript too, over HTTPS
    return answer

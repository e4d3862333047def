"""Links in letters: signed, expiring, for a single purpose. They are exchanged for a session at once."""

from django.core import signing

MAX_AGE = {"author": 180, "confirm": 14, "follow": 14, "unfollow": 3650}  # days


def make(purpose: str, pk: int) -> str:
    return signing.dumps([purpose, pk], salt="consultations.links", compress=True)


def read(token: str) -> tuple[str, int] | None:
    """The purpose and the object's key, or None when the link is broken or too old."""
    try:
        purpose, pk = signing.loads(token, salt="consultations.links")
        signing.loads(token, salt="consultations.links", max_age=MAX_AGE[purpose] * 86400)
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None
    return purpose, pk

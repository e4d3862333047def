"""Links in letters: signed, expiring, for a single purpose. They are exchanged for a session at once."""

from django.core import signing


class SignedLinks:
    """The links of one app: `salt` keeps them apart from other apps', `days` says how long each purpose holds."""

    def __init__(self, salt: str, days: dict[str, int]):
        self.salt, self.days = salt, days

    def make(self, purpose: str, pk: int) -> str:
        return signing.dumps([purpose, pk], salt=self.salt, compress=True)

    def read(self, token: str) -> tuple[str, int] | None:
        """The purpose and the object's key, or None when the link is broken or too old."""
        try:
            purpose, pk = signing.loads(token, salt=self.salt)
            signing.loads(token, salt=self.salt, max_age=self.days[purpose] * 86400)
        except (signing.BadSignature, ValueError, KeyError, TypeError):
            return None
        return purpose, pk

"""Codes of certificates: long enough not to be guessed, without signs that look alike."""

import secrets

ALPHABET, LENGTH = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 12


def new_code() -> str:
    """Twelve signs out of 31: about 59 bits, so that trying is hopeless under the limit of attempts."""
    return "".join(secrets.choice(ALPHABET) for _n in range(LENGTH))


def tidy(text: str) -> str:
    """What somebody typed from paper: small letters, blanks and hyphens do not matter."""
    return "".join(sign for sign in text.upper() if sign in ALPHABET)


def shown(code: str) -> str:
    """In groups of four, as it is printed."""
    return "-".join(code[n : n + 4] for n in range(0, LENGTH, 4))

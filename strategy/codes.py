"""Codes of ballots: six signs that nobody mistakes for one another when reading them off a screen."""

import secrets

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0 and O, 1 and I
LENGTH = 6


def make_code() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def read_code(typed: str) -> str:
    """The code as it was meant: capitals, without spaces and dashes; empty when it cannot be one."""
    code = "".join(sign for sign in typed[:60].upper() if sign not in " -\u00a0\t")
    return code if len(code) == LENGTH and all(sign in SIGNS for sign in code) else ""

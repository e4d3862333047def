"""The 41 fields of public benefit and the target groups, loaded once and editable afterwards."""

import json
from pathlib import Path

from ngos.models import PublicBenefitField, TargetGroup

FIELDS = Path(__file__).with_name(
    "fields.json"
)  # art. 4 (1) of the Act of 24 April 2003, consolidated text 2025 item 1338
TARGET_GROUPS = [
    ("all", "wszyscy mieszkańcy"),
    ("children", "dzieci"),
    ("youth", "młodzież"),
    ("families", "rodziny"),
    ("seniors", "seniorzy"),
    ("women", "kobiety"),
    ("people_with_disabilities", "osoby z niepełnosprawnościami"),
    ("unemployed", "osoby bez pracy"),
    ("newcomers", "nowi mieszkańcy i cudzoziemcy"),
    ("volunteers", "wolontariusze"),
    ("organisations", "inne organizacje"),
]


def make_vocabulary() -> None:
    """Add what is missing; names that somebody has changed since stay as they are."""
    for row in json.loads(FIELDS.read_text(encoding="utf-8")):
        details = {key: row[key] for key in ("order", "name", "text", "plain")}
        PublicBenefitField.objects.get_or_create(code=row["code"], defaults=details)
    for order, (code, name) in enumerate(TARGET_GROUPS):
        TargetGroup.objects.get_or_create(code=code, defaults={"name": name, "order": order})

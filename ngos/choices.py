"""Closed lists: legal forms and the ten plain fields residents filter by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalForm(models.TextChoices):
    """Codes and registers after their acts (docs/domain-rules.md, R7); `nieformalna` and below are initiatives, not NGOs."""

    ASSOCIATION = "stow_rej", _("registered association")
    SIMPLE_ASSOCIATION = "stow_zw", _("simple association")
    FOUNDATION = "fundacja", _("foundation")
    KGW = "kgw", _("rural women's circle (KGW)")
    OSP = "osp", _("volunteer fire brigade (OSP)")
    UKS = "uks", _("school sports club (UKS)")
    SPORTS_CLUB = "klub_sp", _("sports club")
    SOCIAL_COOP = "sp_socjalna", _("social cooperative")
    NON_PROFIT_COMPANY = "sp_nonprofit", _("non-profit company")
    CHURCH = "koscielna", _("church legal person")
    LGU_ASSOCIATION = "stow_jst", _("association of local governments")
    LAG = "lgd", _("local action group (LGD)")
    UNION = "zwiazek", _("union of associations")
    BRANCH = "oddzial", _("local branch")
    PARENTS = "rada_rodz", _("parents' council")
    SENIORS = "klub_sen", _("seniors' club")
    INFORMAL = "nieformalna", _("informal group")


INITIATIVES = (LegalForm.PARENTS, LegalForm.SENIORS, LegalForm.INFORMAL)
COUNTY_REGISTER = (LegalForm.SIMPLE_ASSOCIATION, LegalForm.UKS)
KRS_FORMS = (
    LegalForm.ASSOCIATION, LegalForm.FOUNDATION, LegalForm.OSP, LegalForm.SOCIAL_COOP, LegalForm.NON_PROFIT_COMPANY,
    LegalForm.LGU_ASSOCIATION, LegalForm.LAG, LegalForm.UNION,
)  # fmt: skip


class PlainField(models.TextChoices):
    """What people look for; each of the 41 statutory fields belongs to one of these."""

    CHILDREN = "children", _("children and youth")
    SENIORS = "seniors", _("seniors")
    HEALTH = "health", _("health and disability")
    WELFARE = "welfare", _("social help")
    CULTURE = "culture", _("culture and tradition")
    SPORT = "sport", _("sport and tourism")
    NATURE = "nature", _("nature and animals")
    SAFETY = "safety", _("safety and fire brigades")
    EDUCATION = "education", _("education")
    CIVIC = "civic", _("local and civic matters")


class ClaimState(models.TextChoices):
    NEW = "new", _("waits")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")

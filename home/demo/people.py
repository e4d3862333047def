"""Demo people, one for each role."""

from accounts.models import Office, User
from accounts.services import grant_office
from places.models import Municipality

PASSWORD = "razem-blisko-krakowa"  # noqa: S105 - printed on purpose, demo only
ROLE = Office.Role
PEOPLE = [
    # e-mail, first name, last name, role, municipality
    ("koordynator@przyklad.example", "Koordynatorka", "Programu", ROLE.COORDINATOR, ""),
    ("redaktor.skawina@przyklad.example", "Redaktorka", "Skawina", ROLE.EDITOR, "skawina"),
    ("redaktor.mogilany@przyklad.example", "Redaktor", "Mogilany", ROLE.EDITOR, "mogilany"),
    ("gospodarz.skawina@przyklad.example", "Gospodyni", "Skawina", ROLE.HOST, "skawina"),
    ("gospodarz.mogilany@przyklad.example", "Gospodarz", "Mogilany", ROLE.HOST, "mogilany"),
    ("zastepca.mogilany@przyklad.example", "Zastępczyni", "Mogilany", ROLE.HOST, "mogilany"),
    ("gospodarz.czernichow@przyklad.example", "Gospodyni", "Czernichów", ROLE.HOST, "czernichow"),
    ("zastepca.skawina@przyklad.example", "Zastępca", "Skawina", ROLE.HOST, "skawina"),
    ("moderator@przyklad.example", "Moderatorka", "Obszaru", ROLE.MODERATOR, ""),
]


def make_people() -> None:
    places = {place.slug: place for place in Municipality.objects.all()}
    for email, first, last, role, where in PEOPLE:
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, PASSWORD, first_name=first, last_name=last)
        grant_office(user, role, places.get(where))
        confirm_address(user)


def hosts_of(municipality: Municipality) -> list[User]:
    return list(User.objects.filter(offices__role=ROLE.HOST, offices__municipality=municipality).order_by("pk"))


def confirm_address(user: User) -> None:
    user.emailaddress_set.get_or_create(email=user.email, defaults={"verified": True, "primary": True})


def who_can_sign_in(base: str) -> str:
    lines = [f"\nRazem: {base}/   panel redakcji: {base}/cms/   listy: {base}/listy-demo/", f"Hasło: {PASSWORD}"]
    lines += [f"  {email:45} {Office.Role(role).label} {where}" for email, _f, _l, role, where in PEOPLE]
    lines += [
        f"  {'czlonek.1@przyklad.example':45} członkini organizacji (panel: {base}/moje-organizacje/), tak samo czlonek.2 … czlonek.11"
    ]
    return "\n".join(lines)

"""Rows of public exports: what is public about an organisation, and nothing else."""

from django.utils.translation import gettext as _

from ngos.models import OrganisationPage


def directory_header() -> list[str]:
    return [
        _("Name"), _("Legal form"), _("Municipality"), _("Village"), _("Address"), _("Fields"), _("KRS"), _("NIP"), _("REGON"),
        _("Other register"), _("Number"), _("OPP"), _("Looks for volunteers"), _("Phone"), _("E-mail"), _("Website"),
        _("Confirmed on"), _("Address of the profile"),
    ]  # fmt: skip


def directory_row(organisation: OrganisationPage) -> list[str]:
    yes_no = {True: _("yes"), False: _("no")}
    return [
        organisation.title,
        organisation.get_legal_form_display(),
        str(organisation.municipality),
        str(organisation.village or ""),
        organisation.address if organisation.show_address else "",
        ", ".join(field.code for field in organisation.fields.all()),
        organisation.krs,
        organisation.nip,
        organisation.regon,
        organisation.register_name,
        organisation.register_number,
        yes_no[organisation.is_pbo],
        yes_no[organisation.looks_for_volunteers],
        organisation.phone,
        organisation.email if organisation.show_email else "",
        organisation.website,
        organisation.confirmed_on.isoformat() if organisation.confirmed_on else "",
        organisation.full_url or "",
    ]

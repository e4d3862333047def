"""A file of a register and the names of its columns."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ngos.import_rows import FIELDS
from ngos.models import ImportRun, OrganisationPage
from places.models import Municipality
from shared.intake.text import clean_line
from shared.lists.sheets import Table

MAX_BYTES = 10 * 1024 * 1024
SAMPLE = 30  # letters of the first row, to recognise a column by


class UploadForm(forms.ModelForm):
    file = forms.FileField(
        label=_("File"), help_text=_("CSV or XLSX, at most 10 MB. It is kept until the import is done, and shown to nobody else.")
    )  # fmt: skip

    class Meta:
        model = ImportRun
        fields = ["file", "source", "municipality"]

    field_order = ["file", "source", "municipality"]

    def __init__(self, *args, allowed: list[int] | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.txt,.xlsx"
        places = Municipality.objects.all() if allowed is None else Municipality.objects.filter(pk__in=allowed)
        self.fields["municipality"].queryset = places
        self.fields["municipality"].empty_label = gettext("none: every row names its own")
        if allowed is not None and len(allowed) == 1:
            self.fields["municipality"].initial = allowed[0]

    def clean_source(self):
        return clean_line(self.cleaned_data["source"])

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(gettext("The file is larger than 10 MB. Divide it into several files."))
        return file


class ColumnsForm(forms.Form):
    """One list for each field of the profile; what nobody chooses is kept with the row and not shown."""

    def __init__(self, *args, table: Table, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", gettext("not in this file")), *column_choices(table)]
        for name in FIELDS:
            column = "title" if name == "name" else name
            label = OrganisationPage._meta.get_field(column).verbose_name if name != "name" else _("name")
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=name == "name")

    @property
    def mapping(self) -> dict[str, str]:
        return {name: column for name, column in self.cleaned_data.items() if column}


def column_choices(table: Table) -> list[tuple[str, str]]:
    """The columns that can be told apart, each with what stands in its first row."""
    first = table.rows[0][1] if table.rows else []
    found = []
    for place, name in enumerate(table.header):
        sample = clean_line(first[place])[:SAMPLE] if place < len(first) else ""
        if name and table.header.count(name) == 1:
            found.append((name, f"{name} ({sample})" if sample else name))
    return found

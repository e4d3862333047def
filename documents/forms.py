"""Forms of the editors: a file or a pasted text, then the numbered text that the editor corrects."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.importing import LARGEST_FILE, LONGEST_TEXT, ImportRefused, import_file, import_text


class SourceForm(forms.Form):
    """Where the text comes from; `made` is what has been read."""

    says_what_is_needed = True
    file = forms.FileField(
        label=gettext_lazy("file"),
        required=False,
        help_text=gettext_lazy("DOCX, ODT, Markdown or plain text, up to 10 MB. Macros and pictures are left out."),
    )
    pasted = forms.CharField(
        label=gettext_lazy("or pasted text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("For instance the text of a PDF: page headers and broken lines are repaired."),
    )

    def clean(self):
        data = super().clean()
        file, pasted = data.get("file"), data.get("pasted", "")
        if self.errors:
            return data
        if not file and not pasted.strip():
            raise forms.ValidationError(_("Choose a file or paste a text."))
        if file and pasted.strip():
            raise forms.ValidationError(_("Choose a file or paste a text, not both."))
        try:
            self.made = self._read(file) if file else import_text(pasted)
        except ImportRefused as refusal:
            raise forms.ValidationError({"file" if file else "pasted": str(refusal)}) from refusal
        if not self.made.text:
            raise forms.ValidationError(_("There is no text in it."))
        return data

    def _read(self, file):
        return import_file(file.read(LARGEST_FILE + 1))


class TextForm(forms.Form):
    """The numbered text; `seen` remembers which draft the editor had in front of them."""

    says_what_is_needed = True
    text = forms.CharField(
        label=gettext_lazy("numbered text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One unit a line: “Rozdział 1. Title”, “# Heading”, “§ 1. Title”, “Art. 1.”, “1. subsection”, “1) point”, "
            "“a) letter”, “– tiret”."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

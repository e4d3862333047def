"""The ballot paper as a form: one small number beside every item, checked quadrant by quadrant."""

import uuid
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from strategy.codes import LENGTH, read_code
from strategy.models import Ballot, Quadrant
from strategy.ranking import missing_places, repeated_places


class CodeForm(forms.Form):
    """The code read off the screen; spaces, dashes and small letters do not matter."""

    kod = forms.CharField(
        label=gettext_lazy("Code"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=gettext_lazy("Six letters and digits from the screen in the room."),
        error_messages={"required": gettext_lazy("Type the code from the screen.")},
    )  # fmt: skip

    def clean_kod(self) -> str:
        code = read_code(self.cleaned_data["kod"])
        if not code:
            raise forms.ValidationError(
                _("A code has %(count)s signs, for example K7P2XM. There is no zero, one, O or I in it.")
                % {"count": LENGTH}
            )
        return code


@dataclass
class PaperGroup:
    """A quadrant of the paper: its fields, and what has to be mended in it."""

    quadrant: Quadrant
    keys: list[str]
    fields: list = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"grupa-{self.quadrant.value}"


class PaperForm(forms.Form):
    """A quadrant is either filled in or left empty; at least one has to be filled in."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, ballot: Ballot, **kwargs):
        super().__init__(*args, **kwargs)
        self.ballot = ballot
        self.groups: list[PaperGroup] = []
        for quadrant, items in ballot.groups():
            group = PaperGroup(quadrant, [item.key for item in items])
            for item in items:
                self.fields[item.key] = self._field(item, len(items), group)
                group.fields.append(self[item.key])
            self.groups.append(group)

    def _field(self, item, places: int, group: PaperGroup) -> forms.IntegerField:
        attrs = {"aria-describedby": f"{group.anchor}-hint"}
        if self.ballot.by_points:
            most = self.ballot.points
            widget = forms.NumberInput(attrs={**attrs, "inputmode": "numeric"})
            return forms.IntegerField(label=item.text, required=False, min_value=0, max_value=most, widget=widget)
        choices = [("", "–"), *((place, str(place)) for place in range(1, places + 1))]
        widget = forms.Select(attrs=attrs, choices=choices)
        return forms.IntegerField(label=item.text, required=False, min_value=1, max_value=places, widget=widget)

    def clean(self):
        data = super().clean()
        for group in self.groups:
            values = [data.get(key) for key in group.keys]
            if any(key in self.errors for key in group.keys):
                group.errors = [self._out_of_range(group)]
            elif any(value is not None for value in values):
                group.errors = self._points_gaps(values) if self.ballot.by_points else places_gaps(values)
            if group.errors:
                self._mark(group)
        if "form_key" in self.errors:  # nothing people could mend
            del self.errors["form_key"]
            data["form_key"] = uuid.uuid4()
        self.is_empty = not self.errors and not self.entries
        if self.is_empty:
            self.add_error(None, _("The paper is empty. Fill in at least one part."))
        return data

    def _mark(self, group: PaperGroup) -> None:
        """Say it once above the items, and to those who hear the page at every field of the group."""
        for key in group.keys:
            widget = self.fields[key].widget
            widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{group.anchor}-hint {group.anchor}-error"}
        self.add_error(None, " ".join(group.errors))

    def _out_of_range(self, group: PaperGroup) -> str:
        if self.ballot.by_points:
            return _("Give whole numbers from 0 to %(most)s.") % {"most": self.ballot.points}
        return _("Choose places from 1 to %(most)s.") % {"most": len(group.keys)}

    def _points_gaps(self, values: list[int | None]) -> list[str]:
        most, given = self.ballot.points, sum(value or 0 for value in values)
        if given > most:
            words = ngettext(
                "You gave %(given)s points and have %(most)s. Take %(over)s point back.",
                "You gave %(given)s points and have %(most)s. Take %(over)s points back.",
                given - most,
            )
            return [words % {"given": given, "most": most, "over": given - most}]
        return []

    @property
    def entries(self) -> dict[str, int]:
        """The filled quadrants: key → place, or key → points (an empty field is no points)."""
        found: dict[str, int] = {}
        for group in self.groups:
            values = {key: self.cleaned_data.get(key) for key in group.keys}
            if any(values.values()):
                found |= {key: value or 0 for key, value in values.items()}
        return found


def places_gaps(values: list[int | None]) -> list[str]:
    """Every place once; what is missing and what stands twice is said with its number."""
    gaps = []
    repeated, missing = repeated_places(values), missing_places(values)
    if repeated:
        words = ngettext(
            "Place %(places)s is given more than once.", "Places %(places)s are given more than once.", len(repeated)
        )
        gaps.append(words % {"places": ", ".join(map(str, repeated))})
    if missing:
        words = ngettext("Place %(places)s is missing.", "Places %(places)s are missing.", len(missing))
        gaps.append(words % {"places": ", ".join(map(str, missing))})
    return gaps

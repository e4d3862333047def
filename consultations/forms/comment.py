"""The comment form: two screens, nothing typed is ever lost."""

from itertools import groupby

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Comment
from places.models import Municipality, Solectwo
from shared.intake.email import EmailField
from shared.intake.forms import FirstScreen, PlainTextField, SecondScreen
from shared.intake.text import clean_line, has_pesel

Kind, Who = Comment.Kind, Comment.Who


class WordsForm(FirstScreen):
    """First screen: what you want to say."""

    says_what_is_needed = True  # which fields are needed depends on the kind, so none is marked as optional

    kind = forms.ChoiceField(label=_("What do you want to send?"), choices=Kind.choices, widget=forms.RadioSelect)
    current_text = PlainTextField(label=_("Current wording"), required=False, rows=4)
    proposed_text = PlainTextField(
        label=_("Your wording"),
        required=False,
        help_text=_("Change the words as you would like them to read. Do not give a PESEL number."),
    )
    opinion = PlainTextField(
        label=_("Your comment"), required=False, help_text=_("Do not give other people's data or a PESEL number.")
    )
    rationale = PlainTextField(
        label=_("Why?"), required=False, rows=3, help_text=_("Needed when you change the wording, otherwise welcome.")
    )

    def __init__(self, *args, unit=None, kind: str = "", **kwargs):
        """With `kind` the choice is made already (an edit) and the field is left out."""
        self.unit, self.kind = unit, kind
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        if unit is None:
            self.fields["kind"].choices = [choice for choice in Kind.choices if choice[0] != Kind.CHANGE]
            del self.fields["current_text"], self.fields["proposed_text"]
        if kind:
            del self.fields["kind"]
            for name in ("current_text", "proposed_text") if kind != Kind.CHANGE else ("opinion",):
                self.fields.pop(name, None)

    def clean(self):
        data = super().clean()
        kind = self.kind or data.get("kind")
        if kind == Kind.CHANGE and "proposed_text" in self.fields:
            self._clean_change(data)
        elif kind and "opinion" in self.fields:
            self._clean_opinion(data)
        return data

    def _clean_opinion(self, data):
        if data.get("proposed_text", "") != data.get("current_text", ""):  # nothing typed may fall under the table
            self.add_error(
                "proposed_text",
                _(
                    "You have changed the wording too. Choose “change of wording” at the top, or put the old words back."
                ),
            )
        data["current_text"] = data["proposed_text"] = ""  # the wording filled in beforehand is not what was said
        if not data.get("opinion") and not self.has_error("opinion"):
            self.add_error("opinion", _("Write your comment here."))

    def _clean_change(self, data):
        if data.get("opinion"):
            self.add_error(
                "opinion",
                _("You have written here as well. Move these words to “Why?”, or send them as a second comment."),
            )
        data["opinion"] = ""
        same = data.get("proposed_text") == data.get("current_text")
        if not self.has_error("proposed_text") and (not data.get("proposed_text") or same):
            self.add_error("proposed_text", self.nothing_changed)
        if not data.get("rationale") and not self.has_error("rationale"):
            self.add_error("rationale", _("Tell us why: then we can answer you properly."))

    @property
    def nothing_changed(self) -> str:
        if self.kind:
            return _("Type what you want to change.")
        return _("Type what you want to change, or choose “general comment” at the top.")

    @property
    def words(self) -> dict[str, str]:
        return {
            name: self.cleaned_data.get(name, "") for name in ("current_text", "proposed_text", "opinion", "rationale")
        }

    @property
    def warns_of_pesel(self) -> bool:
        return any(has_pesel(text) for text in self.words.values())


class SubmitterForm(SecondScreen):
    """Second screen: who is writing. Nothing about a private person is ever published."""

    takes_robots = True  # a comment is never refused: it waits for a moderator

    who = forms.ChoiceField(label=_("Who is writing?"), choices=Who.choices, initial=Who.PERSON)
    public_name = forms.CharField(
        label=_("Name of the organisation"), max_length=200, required=False,
        help_text=_("Only for organisations, companies, institutions, groups and village councils. It will be public."),
    )  # fmt: skip
    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Municipality.objects.all(),
        required=False,
        empty_label=_("I do not say, or outside the area"),
    )
    solectwo = forms.ModelChoiceField(
        label=_("Village"),
        queryset=Solectwo.objects.order_by("municipality__name", "name").select_related("municipality"),
        required=False,
        empty_label=_("I do not say"),
        help_text=_("Not published."),
    )
    name = forms.CharField(
        label=_("First name and last name"), max_length=200, required=False, help_text=_("Not published.")
    )
    email = EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("For the number, the answer and the report. Not published."),
    )
    wants_report = forms.BooleanField(label=_("Send me a link to the report"), required=False)
    notice_read = forms.BooleanField(
        label=_("I have read how my data are used"),
        error_messages={"required": _("Tick this field: it says that you know how we use your data.")},
    )

    def __init__(self, *args, stage, user, **kwargs):
        self.stage, self.user = stage, user
        super().__init__(*args, **kwargs)
        self.fields["public_name"].is_conditional = True  # needed or not, by who is writing
        self.fields["solectwo"].choices = self.villages  # asked for only where the list is drawn
        if stage.mode == stage.Mode.CONFIRMED:
            self.fields["email"].required = True
            self.fields["email"].help_text = _("We will send a link to confirm the comment. Not published.")
        if stage.mode == stage.Mode.SIGNED_IN:
            del self.fields["email"]

    def villages(self) -> list:
        """The villages below the names of their municipalities."""
        field = self.fields["solectwo"]
        groups = groupby(field.queryset, key=lambda village: village.municipality.name)
        found = [(name, [(village.pk, village.name) for village in below]) for name, below in groups]
        return [("", field.empty_label), *found]

    def clean_public_name(self):
        return clean_line(self.cleaned_data["public_name"])

    @property
    def warns_of_pesel(self) -> bool:
        return has_pesel(getattr(self, "cleaned_data", {}).get("public_name", ""))

    def clean_name(self):
        return clean_line(self.cleaned_data["name"])

    def clean(self):
        data = super().clean()
        if data.get("who") == Who.PERSON:
            data["public_name"] = ""  # a private person's name must not reach a public column
        elif data.get("who") and not data.get("public_name"):
            self.add_error("public_name", _("Give the name of the organisation or group."))
        village, where = data.get("solectwo"), data.get("municipality")
        if village and where and village.municipality_id != where.pk:
            self.add_error("solectwo", _("This village lies in another municipality."))
        if (
            data.get("wants_report")
            and not data.get("email")
            and "email" in self.fields
            and not self.has_error("email")
        ):
            self.add_error("email", _("Give an e-mail address, so that we can send the report."))
        return data

    @property
    def facts(self) -> dict:
        data = self.cleaned_data
        return {"who": data["who"], "public_name": data["public_name"], "municipality": data["municipality"]}

    @property
    def identity(self) -> dict:
        data = self.cleaned_data
        signed_in = self.user if self.user.is_authenticated else None
        email = data.get("email") or (signed_in.email if signed_in and "email" not in self.fields else "")
        return {
            "name": data["name"],
            "email": email,
            "solectwo": data["solectwo"],
            "wants_report": data["wants_report"],
            "user": signed_in,
        }

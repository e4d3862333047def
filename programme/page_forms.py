"""What the editing forms of projects, reports and evaluations check."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

FIRST_YEAR = 2000


class ProjectPageForm(WagtailAdminPageForm):
    def clean(self):
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day is before the first."))
        is_stopped = data.get("state") == self._meta.model.State.STOPPED
        if is_stopped and not (data.get("stop_reason") or "").strip():
            self.add_error("stop_reason", _("Write why the project was stopped. The reason will be public."))
        return data

    def is_valid(self):
        """Two values of one year cannot both be true; the rows are known only when every form has been read."""
        valid = super().is_valid()
        return self._years_are_single() and valid

    def _years_are_single(self) -> bool:
        single = True
        for indicator in getattr(self.formsets.get("indicators"), "forms", []):
            seen = set()
            for row in getattr(indicator.formsets.get("values"), "forms", []):
                data = getattr(row, "cleaned_data", {})
                year = None if data.get("DELETE") else data.get("year")
                if year in seen:
                    row.add_error("year", _("This year stands twice."))
                    single = False
                seen |= {year} - {None}
        return single


class MonitoringReportForm(WagtailAdminPageForm):
    def clean_year(self):
        year = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= timezone.localdate().year:
            raise forms.ValidationError(_("Give a year that has begun."))
        others = self._meta.model.objects.filter(
            year=year, locale=self.instance.locale_id or self.parent_page.locale_id
        )
        if others.exclude(pk=self.instance.pk).child_of(self.parent_page).exists():
            raise forms.ValidationError(_("This programme has a report of that year already."))
        return year


class EvaluationPageForm(WagtailAdminPageForm):
    def clean_finished_on(self):
        day = self.cleaned_data["finished_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

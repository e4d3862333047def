"""A chart from a small table that the editor pastes in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from shared.looks.charts import BadTable, draw, read_table


class ChartBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What it shows"), help_text=_("One sentence with the main finding."))
    kind = blocks.ChoiceBlock(
        label=_("Kind of chart"),
        choices=[("bars", _("bars: things compared")), ("lines", _("lines: change in time"))],
        default="bars",
    )
    data = blocks.TextBlock(
        label=_("Table"),
        help_text=_(
            "Paste it from a spreadsheet, or separate cells with semicolons. First row: headings. First column: labels. "
            "Decimal comma and spaces are fine; leave a cell empty when the number is not known."
        ),
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False)
    source = blocks.CharBlock(label=_("Source of the numbers"))

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        try:
            read_table(value["data"])
        except BadTable as refusal:
            raise blocks.StructBlockValidationError({"data": ValidationError(str(refusal))}) from None
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The drawing and the table; a draft whose table cannot be read yet shows why."""
        context = super().get_context(value, parent_context)
        try:
            table = read_table(value.get("data") or "")
        except BadTable as refusal:
            return {**context, "refusal": str(refusal)}
        return {**context, "table": table, "drawing": draw(value.get("kind") or "bars", table)}

    class Meta:
        icon = "order"
        label = _("Chart")
        template = "blocks/chart.html"
        preview_value = {
            "title": "W Skawinie mieszka najwięcej osób",
            "kind": "bars",
            "data": "Gmina;Osoby\nSkawina;43 600\nLiszki;18 100",
            "unit": "osoby",
            "source": "GUS BDL",
        }
        description = _("Bars or lines drawn from a small table, with the table below.")

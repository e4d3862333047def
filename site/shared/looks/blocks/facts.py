"""Facts in a fixed shape."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ContactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Office or post"))
    address = blocks.CharBlock(label=_("Address"), required=False)
    phone = blocks.CharBlock(label=_("Phone"), required=False)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)

    class Meta:
        icon = "mail"
        label = _("Contact")
        template = "blocks/contact.html"
        preview_value = {"name": "Urząd Miasta i Gminy w Skawinie", "phone": "12 555 01 20"}
        description = _("Where to call or write.")


class TimelineEntryBlock(blocks.StructBlock):
    when = blocks.CharBlock(label=_("When"))
    what = blocks.CharBlock(label=_("What happened"))

    class Meta:
        icon = "date"
        label = _("Entry")
        label_format = "{when}"


class TimelineBlock(blocks.ListBlock):
    def __init__(self, child_block: Any = None, **kwargs: Any) -> None:
        super().__init__(child_block or TimelineEntryBlock(), **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Timeline")
        template = "blocks/timeline.html"
        preview_value = [{"when": "marzec", "what": "Sesja strategiczna"}]
        description = _("What happened when.")


class NumberBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"))
    label = blocks.CharBlock(label=_("What it counts"))

    class Meta:
        icon = "order"
        label = _("Number")
        label_format = "{value} {label}"


class NumbersBlock(blocks.ListBlock):
    def __init__(self, child_block: Any = None, **kwargs: Any) -> None:
        super().__init__(child_block or NumberBlock(), **kwargs)

    class Meta:
        icon = "order"
        label = _("Numbers")
        template = "blocks/numbers.html"
        preview_value = [{"value": "56", "label": "sołectw"}]
        description = _("A few numbers with their meaning.")

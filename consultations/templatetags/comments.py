"""How a submitter is named in public."""

from django import template

from consultations import reports

register = template.Library()


@register.simple_tag
def submitter_name(comment) -> str:
    return reports.submitter_name(comment)

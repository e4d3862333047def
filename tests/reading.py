"""Reading pages in tests without the spaces that depend only on how a template is written."""

import re


def tight(html: str) -> str:
    """The HTML with single spaces and none around its tags: `<dt> words </dt> <dd>` becomes `<dt>words</dt><dd>`."""
    return re.sub(r"\s*(<[^<>]*?)\s*(/?>)\s*", r"\1\2", " ".join(html.split()))

"""A version of a SWOT as rows for other people's programs."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from strategy.models import Quadrant, SwotVersion
from strategy.swot import Block


def csv_header() -> list[str]:
    return [
        _("area"), _("version"), _("key"), _("quadrant"), _("place"), _("wording"), _("mean"), _("first places"),
        _("points"), _("ballot papers"), _("source"), _("what we do about it"),
    ]  # fmt: skip


def csv_rows(version: SwotVersion, blocks: list[Block]) -> Iterator[list]:
    for block in blocks:
        for entry in block.entries:
            item = entry.item
            yield [
                version.area.code, version.number, item.key, Quadrant(item.quadrant).label, item.rank, item.text,
                item.mean, item.first_places, item.points, item.papers, item.source or version.source,
                entry.answer.text if entry.answer else "",
            ]  # fmt: skip

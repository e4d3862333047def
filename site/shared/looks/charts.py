"""Charts drawn on the server: a pasted table becomes numbers, numbers become places in a drawing. No database."""

import math
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from shared.intake.text import clean_text
from shared.looks.numbers import read_number, show_number

MOST_ROWS, MOST_SERIES = 40, 4
WIDTH = 360
BAR, GAP, LABEL = 16, 10, 20  # heights of a bar and of a line of words, and what stays empty below them
LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT = 56, 12, 288, 180
VALUE_ROOM = 92  # to the right of the longest bar, for its number


class BadTable(ValueError):
    """The pasted table cannot be read; the message says where and how to mend it."""


@dataclass
class Table:
    """A header row, and rows of a label and numbers; None is a number that is not known."""

    header: list[str]
    rows: list[tuple[str, list[Decimal | None]]]

    @property
    def series(self) -> list[str]:
        return self.header[1:]

    @property
    def shown(self) -> list[tuple[str, list[str]]]:
        return [(label, [show_number(value) for value in values]) for label, values in self.rows]


def read_table(text: str) -> Table:
    """A table pasted from a spreadsheet (tabs) or typed with semicolons; its first row are the headings."""
    lines = [line for line in clean_text(text).splitlines() if line.strip("; \t")]
    if len(lines) < 2:
        raise BadTable(_("Paste a row of headings and at least one row of numbers."))
    mark = "\t" if "\t" in lines[0] else ";"
    header = _cells(lines[0], mark)
    if not 2 <= len(header) <= MOST_SERIES + 1:
        raise BadTable(
            _("A chart has one column of labels and one to %(most)s columns of numbers.") % {"most": MOST_SERIES}
        )
    if len(lines) - 1 > MOST_ROWS:
        raise BadTable(_("A chart shows at most %(most)s rows. Choose the most important ones.") % {"most": MOST_ROWS})
    return Table(header, [_row(number, _cells(line, mark), header) for number, line in enumerate(lines[1:], start=2)])


def _cells(line: str, mark: str) -> list[str]:
    """Spreadsheets end lines with empty cells; they are left out."""
    return [" ".join(cell.strip().strip('"').split()) for cell in line.rstrip(f" {mark}").split(mark)]


def _row(number: int, cells: list[str], header: list[str]) -> tuple[str, list[Decimal | None]]:
    if len(cells) > len(header):
        raise BadTable(
            _("Row %(row)s has %(cells)s cells, the headings have %(header)s.")
            % {"row": number, "cells": len(cells), "header": len(header)}
        )
    values = []
    for cell in cells[1:] + [""] * (len(header) - len(cells)):
        try:
            values.append(read_number(cell))
        except ValueError:
            raise BadTable(_("Row %(row)s: “%(cell)s” is not a number.") % {"row": number, "cell": cell}) from None
    return cells[0], values


@dataclass
class Bar:
    x: float
    y: float
    width: float
    height: float
    series: int
    text: str
    text_x: float
    text_y: float


@dataclass
class Dot:
    x: float
    y: float
    text: str


@dataclass
class Drawing:
    """Places in a drawing of WIDTH × height; words stand in `labels` and beside the marks."""

    kind: str
    height: float
    bars: list[Bar] = field(default_factory=list)
    lines: list[dict] = field(default_factory=list)
    labels: list[tuple[float, float, str]] = field(default_factory=list)
    ticks: list[tuple[float, str]] = field(default_factory=list)
    legend: list[tuple[int, str]] = field(default_factory=list)
    zero: float = 0
    width: int = WIDTH


def draw(kind: str, table: Table) -> Drawing:
    drawing = _bars(table) if kind == "bars" else _lines(table)
    if len(table.series) > 1:
        drawing.legend = list(enumerate(table.series, start=1))
    return drawing


def _known(table: Table) -> list[Decimal]:
    return [value for _label, values in table.rows for value in values if value is not None]


def _bars(table: Table) -> Drawing:
    """Lying bars below their labels, so that a long label and a narrow screen get on with each other."""
    known = _known(table)
    low, high = min([Decimal(0), *known]), max([Decimal(0), *known])
    scale = (WIDTH - VALUE_ROOM) / float(high - low or 1)
    drawing = Drawing("bars", 0, zero=float(-low) * scale)
    y = 0.0
    for label, values in table.rows:
        drawing.labels.append((0, y + LABEL - 6, label))
        y += LABEL
        for series, value in enumerate(values, start=1):
            drawing.bars.append(_bar(value, series, y, drawing.zero, scale))
            y += BAR + 2
        y += GAP
    drawing.height = y
    return drawing


def _bar(value: Decimal | None, series: int, y: float, zero: float, scale: float) -> Bar:
    length = float(value or 0) * scale
    text = _("no data") if value is None else show_number(value)
    end = max(zero, zero + length)
    return Bar(_at(min(zero, zero + length)), y, _at(abs(length)), BAR, series, text, _at(end + 6), y + BAR - 3)


def _lines(table: Table) -> Drawing:
    known = _known(table)
    ticks = _ticks(float(min(known, default=0)), float(max(known, default=1)))
    low, high = ticks[0], ticks[-1]
    step = PLOT_WIDTH / max(len(table.rows) - 1, 1)
    drawing = Drawing("lines", TOP + PLOT_HEIGHT + 28)

    def place(value: Any) -> float:
        return _at(TOP + PLOT_HEIGHT * (high - float(value)) / (high - low))

    drawing.ticks = [(place(tick), show_number(Decimal(str(round(tick, 6))))) for tick in ticks]
    every = math.ceil(len(table.rows) / 6)
    for number, (label, _values) in enumerate(table.rows):
        if number % every == 0:
            drawing.labels.append((_at(LEFT + number * step), drawing.height - 8, label))
    for series in range(len(table.series)):
        column = [values[series] for _label, values in table.rows]
        drawing.lines.append(_line(series + 1, column, step, place))
    return drawing


def _line(series: int, column: list, step: float, place: Any) -> dict:
    """Dots, and the line through them, broken where a number is not known."""
    dots, path, pen = [], "", "M"
    for number, value in enumerate(column):
        if value is None:
            pen = "M"
            continue
        dot = Dot(_at(LEFT + number * step), place(value), show_number(value))
        dots.append(dot)
        path += f"{pen}{dot.x} {dot.y}"
        pen = "L"
    return {"series": series, "dots": dots, "path": path}


def _ticks(low: float, high: float) -> list[float]:
    """Four to six round numbers that hold all values between them."""
    span = (high - low) or abs(high) or 1
    power = 10 ** math.floor(math.log10(span / 4))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if span / (power * factor) <= 5)
    first, last = math.floor(low / step), math.ceil(high / step)
    if first == last:
        last += 1
    return [number * step for number in range(first, last + 1)]


def _at(number: float) -> float:
    return round(number, 1)

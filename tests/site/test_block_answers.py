"""What blocks do with a country code, an empty answer, a table without a caption."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from shared.looks.blocks import BODY_BLOCKS

BLOCKS = dict(BODY_BLOCKS)


def test_a_phone_with_the_country_code():
    block = BLOCKS["contact"]
    assert 'href="tel:+48125550120"' in block.render(block.to_python({"name": "Urząd", "phone": "+48 12 555 01 20"}))


def test_an_answer_that_opens_has_words():
    block = BLOCKS["details"]
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"summary": "Czy?", "text": '<p data-block-key="a"></p>'}))


def test_a_table_without_a_caption_has_no_empty_name():
    block = BLOCKS["table"]
    assert 'aria-label=""' not in block.render({"data": [["a"]], "first_row_is_table_header": False})

"""What WTForms says."""

import re
from pathlib import Path

import pytest
import wtforms

from eaportal.messages import MESSAGES


def test_everything_that_wtforms_can_say_has_an_indonesian_message():
    catalogue = Path(wtforms.__file__).parent / "locale" / "wtforms.pot"
    said = re.findall(
        r'^msgid "(.+)"$(?!\nmsgid_plural)|^msgid_plural "(.+)"$',
        catalogue.read_text(encoding="utf-8"),
        re.MULTILINE,
    )

    assert len(said) > 30
    assert {one or many for one, many in said} <= set(MESSAGES)


@pytest.mark.parametrize("english", MESSAGES)
def test_a_message_fills_in_what_the_english_one_does(english):
    placeholder = r"%\(\w+\)[sd]|%s"

    assert set(re.findall(placeholder, MESSAGES[english])) == set(
        re.findall(placeholder, english)
    )

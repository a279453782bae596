"""Every word has the badge that it was given, though two kinds share a text."""

import pytest

from architecture.impact import Effect
from architecture.roadmap.gaps import Turn
from eaportal.badges import LOOKS, badge_of


@pytest.mark.parametrize(("word", "look"), LOOKS, ids=repr)
def test_a_word_looks_as_it_was_said(word, look):
    badge = badge_of(word)

    assert (badge.text, badge.tone, badge.icon) == (word.value, *look)


def test_words_of_two_kinds_with_one_text_differ():
    assert Effect.STOPS == Turn.RETIRED
    assert badge_of(Effect.STOPS).tone == "red"
    assert badge_of(Turn.RETIRED).tone == "secondary"

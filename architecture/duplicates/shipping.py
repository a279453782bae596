"""The words, the thesaurus and the model that come with the package."""

import json
import threading
import tomllib
from collections import deque
from functools import cache
from importlib.resources import files

from architecture.duplicates.matcher import Matcher
from architecture.duplicates.model import Model
from architecture.duplicates.text import Words
from architecture.duplicates.thesaurus import Thesaurus

_matchers: deque[tuple[Thesaurus, Matcher]] = deque(maxlen=4)
_lock = threading.Lock()


@cache
def shipped() -> tuple[Thesaurus, Model]:
    """Return version 0 of the thesaurus and of the model, read on the first call."""
    data = files("architecture.duplicates") / "data"
    folder = data / "thesaurus"
    tables = [
        tomllib.loads(item.read_text(encoding="utf-8"))
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith(".toml")
    ]
    model = json.loads((data / "model.json").read_text(encoding="utf-8"))
    return Thesaurus.from_values(*tables), Model.from_values(model)


def shipped_matcher() -> Matcher:
    """Return the matcher of the shipped thesaurus, made on the first call."""
    return matcher_of(shipped()[0])


def matcher_of(thesaurus: Thesaurus) -> Matcher:
    """Return the matcher of a thesaurus; those of the last few are kept.

    They are known by identity, for comparing thousands of words takes long.
    """
    with _lock:
        for known, matcher in _matchers:
            if known is thesaurus:
                return matcher
        made = Matcher(words(), thesaurus)
        _matchers.append((thesaurus, made))
    return made


def words() -> Words:
    """Return a reader of words of its own, for a thesaurus teaches it."""
    return Words(_tables())


@cache
def _tables() -> dict[str, object]:
    data = files("architecture.duplicates") / "data"
    found, passing = (
        tomllib.loads((data / name).read_text(encoding="utf-8"))
        for name in ("words.toml", "passing.toml")
    )
    return found | {"passing": passing}

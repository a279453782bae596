"""The kept picture as it stands in a page, with what is switched off taken from sight.

The others keep their places, so that a link to a place shows what it showed.
"""

import re
from collections.abc import Callable, Collection, Mapping

_OPENING = re.compile(r'<g [^>]*class="(?:box|arrow|label|group)[^>]*>')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')

_Attributes = Mapping[str, str]


def switched_off(picture: str, hidden: Collection[str]) -> str:
    """Mark in a picture of ours what is switched off; the style sheet hides it.

    An arrow goes with its verbs or with an end of it, a frame with all that it holds.
    """
    off = frozenset(hidden)
    if not off:
        return picture
    drawn = [_attributes(tag) for tag in _OPENING.findall(picture)]
    boxes = [each for each in drawn if each["class"] == "box"]
    gone = {box["id"] for box in boxes if _marks(box) & off}
    frames = {each.get("data-group", "") for each in drawn if each["class"] == "group"}
    bare = frames - _holding(drawn, ())
    fuller = _holding(drawn, gone) | bare

    def goes(part: _Attributes) -> bool:
        if "data-source" in part:
            ends = {part["data-source"], part["data-target"]}
            verbs = set(part.get("data-kind", "").split())
            return bool(ends & gone) or bool(verbs and verbs <= off)
        if part["class"] == "group":
            return part.get("data-group", "") not in fuller
        return part.get("id") in gone

    return _OPENING.sub(_marking(goes), picture)


def _attributes(tag: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(tag))


def _marks(box: _Attributes) -> set[str]:
    names = ("data-layer", "data-colour", "data-status")
    return {box[name] for name in names if name in box}


def _holding(drawn: Collection[_Attributes], gone: Collection[str]) -> set[str]:
    """Return the frames in which something stays, with those around them."""
    above = {
        each.get("data-group", ""): each.get("data-parent", "")
        for each in drawn
        if each["class"] == "group"
    }
    held: set[str] = set()
    for each in drawn:
        if each["class"] in {"box", "box focus"} and each["id"] not in gone:
            frame = each.get("data-group", "")
            while frame and frame not in held:
                held.add(frame)
                frame = above.get(frame, "")
    return held


def _marking(goes: Callable[[_Attributes], bool]) -> Callable[[re.Match[str]], str]:
    def mark(found: re.Match[str]) -> str:
        tag = found[0]
        return (
            tag.replace('class="', 'class="off ', 1) if goes(_attributes(tag)) else tag
        )

    return mark

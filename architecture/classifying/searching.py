"""Find a code by its text, its title, roots of its words, and words for the same."""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from architecture.classifying.tree import Node, Tree
from architecture.duplicates import Thesaurus
from architecture.duplicates.shipping import matcher_of
from architecture.duplicates.text import compact, fold

LONGEST = 200
MOST = 100
TOLD = 3

_read: deque[tuple[Thesaurus, list[list[frozenset[str]]]]] = deque(maxlen=4)


@dataclass(frozen=True, slots=True)
class Hit:
    """A code that answers to what was searched for, and how: empty for its title."""

    node: Node
    why: str = ""


def search(
    tree: Tree,
    thesaurus: Thesaurus,
    text: str,
    *,
    domains: Collection[str] = (),
) -> Sequence[Hit]:
    """Return the codes that a text means: by code, title, and meaning, in this order.

    By meaning is: the title has the same roots or words for the same; or the text
    names some work of the thesaurus, which is classified so.
    """
    text = text.strip()[:LONGEST]
    wanted = fold(text)
    if not wanted.strip():
        return []
    joined = compact(text) or wanted  # “tenaga kerja” stands in “ketenagakerjaan”
    nodes = [node for node in tree if not domains or node.domain in domains]
    found: dict[str, Hit] = {}
    for node in nodes:
        if node.code.startswith(text.upper()):
            found.setdefault(node.code, Hit(node))
    for node in nodes:
        if wanted in fold(node.name) or joined in compact(node.name):
            found.setdefault(node.code, Hit(node))
    for hit in (
        *_of_roots(nodes, thesaurus, text),
        *_of_work(tree, nodes, thesaurus, text),
    ):
        found.setdefault(hit.node.code, hit)
    return list(found.values())[:MOST]


def _of_roots(nodes: Sequence[Node], thesaurus: Thesaurus, text: str) -> Sequence[Hit]:
    matcher = matcher_of(thesaurus)
    sought = set(matcher.tokens(text))
    if not sought:
        return []
    return [
        Hit(node, "kata yang sama akar atau artinya")
        for node in nodes
        if sought <= set(matcher.tokens(f"{node.name} {node.note}"))
    ]


def _of_work(
    tree: Tree, nodes: Sequence[Node], thesaurus: Thesaurus, text: str
) -> Sequence[Hit]:
    matcher = matcher_of(thesaurus)
    sought = frozenset(matcher.tokens(text))
    named = set(matcher.concepts(text))
    labels: dict[str, list[str]] = {}
    works = zip(thesaurus.concepts, _words(thesaurus), strict=True)
    for number, (work, several) in enumerate(works):
        said = sought and any(sought <= each for each in several)
        code = tree.today(work.rab)
        if code and (number in named or said):
            labels.setdefault(code, []).append(work.label)
    by_code = {node.code: node for node in nodes}
    most = sorted(labels, key=lambda code: (-len(labels[code]), code))
    return [
        Hit(by_code[code], f"pekerjaan: {', '.join(labels[code][:TOLD])}")
        for code in most
        if code in by_code
    ]


def _words(thesaurus: Thesaurus) -> list[list[frozenset[str]]]:
    """Return the tokens of what each work is called; kept, for reading is slow."""
    for known, words in _read:
        if known is thesaurus:
            return words
    said = [(work.label, *work.variants) for work in thesaurus.concepts]
    reading = matcher_of(thesaurus).read([text for each in said for text in each])
    tokens: list[set[str]] = [set() for each in said for _ in each]
    for text, name in zip(reading.text.tolist(), reading.names(), strict=True):
        tokens[text].add(name)
    left = iter(tokens)
    made = [[frozenset(next(left)) for _ in each] for each in said]
    _read.append((thesaurus, made))
    return made

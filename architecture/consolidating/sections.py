"""The report under the functions of government: narrowed, and grouped by function."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from architecture.consolidating.report import Group, Report
from architecture.duplicates import Concept

LAYERS = ("RAB", "RAL", "RAA", "RAD")
"""Of which reference tells best what work is done: the process before the rest."""


@dataclass(frozen=True)
class Section(Report):
    """The groups of one function of government, or of one work; none may be known.

    `code` is a reference code, or that of a concept of the thesaurus.
    """

    code: str = ""
    title: str = ""

    @property
    def reference(self) -> str:
        """Return the reference code, empty if it is none."""
        return self.code if self.code.partition(".")[0].isupper() else ""


def function_of(group: Group) -> str:
    """Return the code that says best what a group does, empty if none is known.

    What most of them share comes first, then the process, then the finest code; where
    no code is shared, the work that the thesaurus sees in most of them.
    """
    counted = Counter(
        code for each in group.applications for code in set(each.reference_codes)
    )
    shared = [code for code, often in counted.items() if often > 1]
    work = group.work.code if group.work else ""
    return min(shared, key=lambda code: _order(code, counted[code]), default=work)


def narrowed(
    report: Report, *, offices: Collection[int] = (), function: str = ""
) -> Report:
    """Return the groups in which one of these offices has a part, of one function."""
    return Report(
        [
            each
            for each in report.groups
            if (not offices or _of(each, offices))
            and (not function or function_of(each) == function)
        ]
    )


def sections(report: Report, titles: Mapping[str, str]) -> Sequence[Section]:
    """Return the groups under the titles of their functions, the dearest first.

    What has no function comes last; a code without a title is its own.
    """
    found: dict[str, list[Group]] = {}
    for each in report.groups:
        found.setdefault(function_of(each), []).append(each)
    every = [
        Section(groups, code, titles.get(code) or _title(code, groups[0].work))
        for code, groups in found.items()
    ]
    return sorted(
        every, key=lambda each: (not each.code, -each.total, each.title, each.code)
    )


def _title(code: str, work: Concept | None) -> str:
    """Return the name of a work, or the code itself."""
    named = work is not None and work.code == code
    return work.label[:1].upper() + work.label[1:] if work and named else code


def _of(group: Group, offices: Collection[int]) -> bool:
    return any(each.organisation_id in offices for each in group.applications)


def _order(code: str, often: int) -> tuple[int, int, int, str]:
    layer = code.partition(".")[0]
    place = LAYERS.index(layer) if layer in LAYERS else len(LAYERS)
    return -often, place, -code.count("."), code

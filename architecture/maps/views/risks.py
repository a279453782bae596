"""Which risks the facts of an application tell; each is a reason to be disputed.

Only what is known counts: what the viewer may not read is empty here, and what nobody
stated is a matter of completeness.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from architecture.conflicts import Technology
from architecture.conflicts.technical import unfit
from architecture.layers import PersonalData, Status
from architecture.reference.calendar import tanggal


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What risks are told from; None is what the viewer may not know.

    `basis` and `guarded` tell whether a basis for personal data and a security control
    are stated, `stack` is what it is made of, `confirmed` whether its owner stood for
    it within a year, `successor` whether something replaces it.
    """

    status: Status
    personal_data: PersonalData = PersonalData.UNKNOWN
    basis: bool = False
    guarded: bool | None = None
    contract_ends_on: date | None = None
    stack: str = ""
    confirmed: bool = True
    successor: bool = False
    retires_on: date | None = None


def told(facts: Facts, outdated: Sequence[str], on: date) -> list[str]:
    """Return the risks of an application on a day, the gravest first.

    `outdated` is what is said of its technology.  What is planned, in build or retired
    runs none yet or no more.
    """
    if facts.status not in {Status.LIVE, Status.PHASING_OUT}:
        return []
    return [
        *_personal(facts),
        *_contract(facts, on),
        *outdated,
        *_ending(facts),
        *([] if facts.confirmed else ["Setahun ini belum dipastikan pemiliknya"]),
    ]


def outdated(stack: str, technologies: Iterable[Technology], on: date) -> list[str]:
    """Say what of a stack is past its support, or refused by the government."""
    return [
        f"Dukungan {each.name} berakhir {tanggal(each.ends_on)}"
        if each.ends_on and old
        else f"{each.name} tidak termasuk standar teknologi"
        for each, old in unfit(stack, technologies, on)
    ]


def remembered(
    technologies: Iterable[Technology], on: date
) -> Callable[[Facts], list[str]]:
    """Return `told` for many applications, of which many have the same stack."""
    listed = tuple(technologies)
    known: dict[str, list[str]] = {"": []}

    def of(facts: Facts) -> list[str]:
        if facts.stack not in known:
            known[facts.stack] = outdated(facts.stack, listed, on)
        return told(facts, known[facts.stack], on)

    return of


def _personal(facts: Facts) -> list[str]:
    if facts.personal_data is not PersonalData.YES:
        return []
    found = []
    if facts.guarded is False:
        found.append("Mengolah data pribadi tanpa pengamanan yang tercatat")
    if not facts.basis:
        found.append("Mengolah data pribadi tanpa dasar pemrosesan yang tercatat")
    return found


def _contract(facts: Facts, on: date) -> list[str]:
    ended = facts.contract_ends_on
    return [f"Kontrak berakhir {tanggal(ended)}"] if ended and ended < on else []


def _ending(facts: Facts) -> list[str]:
    if facts.status is not Status.PHASING_OUT or facts.successor:
        return []
    day = facts.retires_on
    when = f" {tanggal(day)}" if day else ""
    return [f"Akan dihentikan{when} tanpa pengganti yang tercatat"]

"""What a decision ends is not offered: a finding speaks of what stays in its place."""

from collections.abc import Iterable
from dataclasses import replace

from architecture.conflicts.values import (
    Ending,
    Known,
    Proposal,
    Similar,
    Standing,
    Surroundings,
    concerns,
)
from architecture.duplicates.values import Kind as ReasonKind
from architecture.reference.calendar import tanggal


def led(proposal: Proposal, around: Surroundings) -> Surroundings:
    """Return the surroundings with what stays in place of what a decision ends.

    What was found of both is one thing: the surer suspicion, and a sentence for each
    that ends.  What ends in favour of the application that is proposed to be enhanced
    is no finding at all.
    """
    if not any(each.known.ending for each in around.similar):
        return around
    kept: dict[tuple[Standing, int], Similar] = {}
    ending = []
    for each in around.similar:
        if _leads(each):
            ending.append(each)
        else:
            kept[_identity(each.known)] = each
    for each in sorted(ending, key=lambda each: each.known.key):
        there = each.known.ending.instead if each.known.ending else None
        if there is None or there.key in {proposal.replaces, proposal.application}:
            continue
        if not concerns(proposal, there):
            kept[_identity(each.known)] = _alone(each)
            continue
        place = _identity(there)
        kept[place] = _joined(kept.get(place), each, there)
    return replace(around, similar=tuple(kept.values()))


def sentence(known: Known) -> str:
    """Return what was decided of something that ends.

    >>> from datetime import date
    >>> stays = Known(key=1, code="DAA-1", name="TUNTAS")
    >>> ends = Ending(joins=True, until=date(2027, 1, 12), letter="7", instead=stays)
    >>> sentence(Known(key=2, code="DAA-2", name="CATKIN", owner="RSUD", ending=ends))
    'CATKIN (RSUD) digabungkan ke TUNTAS paling lambat 12 Januari 2027, surat nomor 7.'
    """
    owner = f" ({known.owner})" if known.owner else ""
    return f"{known.title}{owner} {decided(known.ending)}." if known.ending else ""


def decided(ending: Ending) -> str:
    """Return what becomes of something, as the end of a sentence."""
    stays = ending.instead.title if ending.instead else ""
    said = f"digabungkan ke {stays}" if ending.joins and stays else "akan dihentikan"
    if ending.until:
        said += f" paling lambat {tanggal(ending.until)}"
    if ending.letter:
        said += f", surat nomor {ending.letter}"
    if stays and not ending.joins:
        said += f"; yang dipertahankan {stays}"
    return said


def told(known: Known) -> Iterable[str]:
    """Return what is to be said of something besides the finding about it."""
    return (*known.told, sentence(known)) if known.ending else known.told


def _leads(each: Similar) -> bool:
    """Tell whether to speak of what stays: not where a person saw a difference."""
    ending = each.known.ending
    if ending is None or ending.instead is None:
        return False
    said = each.judged
    apart = said is not None and said.standing and said.verdict == "DIFFERENT"
    family = any(r.kind is ReasonKind.FAMILY for r in each.suspicion.reasons)
    return not (apart or family or each.suspicion.name_conflict)


def _alone(each: Similar) -> Similar:
    """Return what ends without anything that could be named in its place."""
    ending = each.known.ending and replace(each.known.ending, instead=None)
    return replace(each, known=replace(each.known, ending=ending))


def _joined(before: Similar | None, ends: Similar, there: Known) -> Similar:
    """Return what is found of what stays, with what is known through what ends."""
    said = (*(before.known.told if before else ()), sentence(ends.known))
    if before is None or _surety(before) < _surety(ends):
        judged = ends.judged if before is None else before.judged
        return Similar(replace(there, told=said), ends.suspicion, judged)
    return replace(before, known=replace(before.known, told=said))


def _surety(each: Similar) -> tuple[float, float]:
    return each.suspicion.duplicate, each.suspicion.overlap


def _identity(known: Known) -> tuple[Standing, int]:
    return known.standing, known.key

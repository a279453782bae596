"""Rules about how it is made and run: licence, channels, place, technology."""

import re
from collections.abc import Iterator

from architecture.conflicts.finding import Finding, Subject, SubjectType
from architecture.conflicts.kinds import finding
from architecture.conflicts.values import Proposal, Surroundings
from architecture.conflicts.wording import listed, pointing
from architecture.duplicates.text import fold
from architecture.layers import Platform

_STACK = ("languages", "framework", "database_system")
_INTERACTIVE = frozenset({"", "APPLICATION", "DESKTOP"})


def closed_source(proposal: Proposal, _: Surroundings) -> Iterator[Finding]:
    """Find closed source, which needs the consideration of the minister."""
    if proposal.is_website or proposal.text("licence") != "PROPRIETARY":
        return
    yield finding(
        "closed_source",
        proposal.kind,
        _field("licence", "Jenis lisensi"),
        [f"{proposal.title} direncanakan dengan sumber tertutup."],
    )


def channels(proposal: Proposal, _: Surroundings) -> Iterator[Finding]:
    """Find an application that cannot be opened on the web and on mobile devices."""
    stated = {each.upper() for each in proposal.names("platforms")}
    interactive = proposal.text("type") in _INTERACTIVE and not proposal.is_website
    missing = [
        each.value
        for each in (Platform.WEB, Platform.MOBILE)
        if each.name not in stated
    ]
    if stated and interactive and missing:
        yield finding(
            "channels",
            proposal.kind,
            _field("platforms", "Basis aplikasi"),
            [f"Belum disebut: {listed(missing)}."],
        )


def infrastructure(proposal: Proposal, _: Surroundings) -> Iterator[Finding]:
    """Find that it is to run on what is not the government's."""
    words = pointing(proposal, "hosting")
    if words:
        yield finding(
            "infrastructure",
            proposal.kind,
            _field("hosting", "Tempat pemasangan"),
            [
                "Tempat pemasangannya tampak bukan milik pemerintah.",
                f"Kata yang terbaca: {listed(words)}.",
            ],
        )


def technology(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find technology that the government's list refuses or that is past its end.

    It is measured on the day on which the application shall be live.
    """
    stack = fold(" ; ".join(proposal.text(each) for each in _STACK))
    live = proposal.day("planned_live")
    for each in around.technologies:
        name = re.escape(fold(each.name))
        if not re.search(rf"(?<!\w){name}(?!\w|\.\d)", stack):
            continue
        old = each.ends_on and live and each.ends_on <= live
        if each.allowed and not old:
            continue
        why = f"{each.name} tidak ada pada standar teknologi."
        if old and each.ends_on:
            why = f"Dukungan {each.name} berakhir {each.ends_on:%d-%m-%Y}."
        subject = Subject(type=SubjectType.TECHNOLOGY, code=each.name, name=each.name)
        yield finding("technology", proposal.kind, subject, [why])


def _field(code: str, name: str) -> Subject:
    return Subject(type=SubjectType.FIELD, code=code, name=name)

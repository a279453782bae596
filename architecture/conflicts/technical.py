"""Rules about how it is made and run: licence, channels, place, technology."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from architecture.conflicts.finding import Finding, Subject, SubjectType
from architecture.conflicts.kinds import finding
from architecture.conflicts.values import Ground, Proposal, Surroundings, Technology
from architecture.conflicts.wording import listed, pointing
from architecture.duplicates.text import fold
from architecture.layers import Platform, Status
from architecture.reference.calendar import tanggal

CONSIDERATION = "CONSIDERATION"
"""The kind of document that the considerations of the minister are."""

STACK = ("languages", "framework", "database_system")
_ITEMS = re.compile(r"[,;/+&\n]|\b(?:dan|dengan|serta)\b")
_OPEN = re.compile(r"\b(belum|menyesuaikan|tidak|ditentukan|sesuai)\b")
_RENTED = re.compile(r"\b(sewa|swasta|pihak ketiga|langganan|penyedia)\b")
_INTERACTIVE = frozenset({"", "APPLICATION", "DESKTOP"})


def closed_source(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find closed source without the consideration of the minister.

    Permenkominfo 4/2024 Pasal 57.
    """
    if proposal.is_website or proposal.text("licence") != "PROPRIETARY":
        return
    if CONSIDERATION in (proposal.documents or ()):
        return
    yield finding(
        around.kinds,
        "closed_source",
        proposal.kind,
        _field("licence", "Jenis lisensi"),
        [
            f"{proposal.title} direncanakan dengan sumber tertutup,"
            " dan surat pertimbangannya belum dilampirkan."
        ],
    )


def channels(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
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
            around.kinds,
            "channels",
            proposal.kind,
            _field("platforms", "Basis aplikasi"),
            [f"Belum disebut: {listed(missing)}."],
        )


def infrastructure(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find that it is to run on what is not the government's, is full, or stops."""
    words = pointing(proposal, "hosting")
    if words:
        yield finding(
            around.kinds,
            "infrastructure",
            proposal.kind,
            _field("hosting", "Tempat pemasangan"),
            [
                "Tempat pemasangannya tampak bukan milik pemerintah.",
                f"Kata yang terbaca: {listed(words)}.",
            ],
        )
    full = around.kinds["infrastructure"].case("full", proposal.kind).at * 100
    live = proposal.day("planned_live") or around.today
    for ground in around.grounds:
        if ground.status is Status.RETIRED or (
            ground.retires_on and live and ground.retires_on <= live
        ):
            day = ground.retires_on
            when = f"berhenti pada {tanggal(day)}" if day else "sudah tidak aktif"
            yield _on(proposal, around, ground, "retired", f"{ground.name} {when}.")
        if ground.used_percent is not None and ground.used_percent >= full:
            said = f"{ground.name} sudah terpakai {ground.used_percent} %."
            yield _on(proposal, around, ground, "full", said)
        if _RENTED.search(fold(ground.ownership)):
            said = f"{ground.name} tercatat sebagai {ground.ownership.lower()}."
            yield _on(proposal, around, ground, "rented", said)


def _on(
    proposal: Proposal, around: Surroundings, ground: Ground, case: str, said: str
) -> Finding:
    subject = Subject(
        type=SubjectType.INFRASTRUCTURE,
        code=f"{ground.code}.{case}",
        name=ground.name,
        id=ground.key,
        owner=ground.owner,
    )
    return finding(
        around.kinds, "infrastructure", proposal.kind, subject, [said], case=case
    )


def technology(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find technology that is refused, past its end, or on no list of the government.

    It is measured on the day on which the application shall be live, else today.
    """
    stack = " ; ".join(proposal.text(each) for each in STACK)
    live = proposal.day("planned_live") or around.today
    for each, old in unfit(stack, around.technologies, live):
        why, case = f"Standar pemerintah daerah tidak memakai {each.name}.", ""
        if old and each.ends_on:
            why = f"Dukungan {each.name} berakhir {tanggal(each.ends_on)}."
            case = "old"
        yield _of(proposal, around, each.name, why, case)
    if any(each.own for each in around.technologies):
        for name in _unlisted(proposal, around.technologies):
            why = f"{name} tidak ada pada standar teknologi pemerintah daerah."
            yield _of(proposal, around, name, why, "unlisted")


def unfit(
    stack: str, listed: Iterable[Technology], on: date | None
) -> list[tuple[Technology, bool]]:
    """Return what a stack names that is refused or old, and whether it is old.

    Past the day on which its support ends it is old.
    """
    text = fold(stack)
    found = []
    for each in listed:
        old = bool(each.ends_on and on and each.ends_on <= on)
        if (old or not each.allowed) and _naming(each).search(text):
            found.append((each, old))
    return found


def _of(
    proposal: Proposal, around: Surroundings, name: str, why: str, case: str
) -> Finding:
    subject = Subject(type=SubjectType.TECHNOLOGY, code=name, name=name)
    return finding(around.kinds, "technology", proposal.kind, subject, [why], case=case)


def _unlisted(proposal: Proposal, listed: Iterable[Technology]) -> list[str]:
    """Return what is stated and is no version of anything on the list."""
    families = [_naming(each, version=False) for each in listed]
    stated = (
        item.strip(" .") for name in STACK for item in _ITEMS.split(proposal.text(name))
    )
    return [
        item[:60]
        for item in dict.fromkeys(stated)
        if item
        and not _OPEN.search(fold(item))
        and not any(each.search(fold(item)) for each in families)
    ]


@lru_cache(maxsize=1024)
def _naming(technology: Technology, *, version: bool = True) -> "re.Pattern[str]":
    """Return how a text names it; a longer version is another one."""
    name = fold(technology.name)
    if version:
        return re.compile(rf"(?<!\w){re.escape(name)}(?!\w|\.\d)")
    family = re.sub(r"\s+v?\d[\w.]*$", "", name)
    return re.compile(rf"(?<!\w){re.escape(family)}(?![a-z+#])")


def _field(code: str, name: str) -> Subject:
    return Subject(type=SubjectType.FIELD, code=code, name=name)

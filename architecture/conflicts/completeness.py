"""Rules about the registration itself: documents, enough text, families of sites."""

from collections.abc import Iterator, Mapping

from architecture.conflicts.finding import Finding, Subject, SubjectType
from architecture.conflicts.kinds import finding
from architecture.conflicts.similar import of_one_family
from architecture.conflicts.values import Proposal, Standing, Surroundings, concerns
from architecture.conflicts.wording import listed
from architecture.reference import documents

_TOO_SHORT = "Keterangannya terlalu singkat untuk dibandingkan dengan aplikasi lain."


def missing_documents(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find documents that this kind of registration must bring."""
    if proposal.documents is None:
        return
    wanted = around.required
    if wanted is None:
        wanted = _shipped(proposal)
    missing = [name for code, name in wanted.items() if code not in proposal.documents]
    if missing:
        yield finding(
            around.kinds,
            "missing_documents",
            proposal.kind,
            Subject(type=SubjectType.FIELD, code="documents", name="Dokumen"),
            [f"Belum dilampirkan: {name}." for name in missing],
        )


def too_thin(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Say that likeness could not be judged; that is not the same as nothing found."""
    field = Subject(type=SubjectType.FIELD, code="description", name="Uraian")
    if not around.index_ready:
        yield finding(
            around.kinds,
            "too_thin",
            proposal.kind,
            field,
            ["Pencarian aplikasi serupa sedang disiapkan, jadi belum dapat dinilai."],
            case="no_index",
        )
    elif around.too_thin or proposal.unread:
        reasons = [_TOO_SHORT]
        reasons += around.too_thin
        if proposal.unread:
            reasons = ["Ada isian yang tidak terbaca, jadi belum ikut dibandingkan."]
            reasons += proposal.unread
        yield finding(
            around.kinds,
            "too_thin",
            proposal.kind,
            field,
            reasons,
            case="unread" if proposal.unread and not around.too_thin else "",
        )


def family(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find that the site belongs to a family of sites, as one finding for all."""
    members = sorted(
        (
            each.known
            for each in around.similar
            if each.known.standing is Standing.OWN
            and of_one_family(each.suspicion)
            and concerns(proposal, each.known)
        ),
        key=lambda known: (known.name, known.key),
    )
    if not members:
        return
    examples = listed([known.title for known in members], 3)
    yield finding(
        around.kinds,
        "family",
        proposal.kind,
        Subject(type=SubjectType.FAMILY, code="sites", name="Situs sepola"),
        [
            f"Ada sedikitnya {len(members)} situs lain sepola, misalnya {examples}.",
            "Masing-masing melayani kantornya sendiri.",
        ],
    )


def _shipped(proposal: Proposal) -> Mapping[str, str]:
    personal = proposal.text("personal_data") == "YES"
    kinds = documents.kinds()
    return {
        code: kinds[code].name
        for code in documents.required(proposal.kind, personal_data=personal)
    }

"""The decision letter as one value, and the sentences that DOCX and PDF share.

`architecture.letters` keeps the content as JSON when the letter is issued; what is
printed years later is what was signed, whatever the office is called by then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import segno

from architecture.maps.words import clean


@dataclass(frozen=True)
class Similar:
    """An application that was found to do the same work, and why."""

    name: str
    owner: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Everything that stands in a letter; texts are plain, never markup.

    `date` is written out.  `outcome` is the name of an outcome, `outcome_label` what
    the government calls it.  `verification_url` goes into the QR; without one there is
    none.  `withdrawn` says since when and why the letter no longer holds;
    `replaces_number` and `replaces_date` name the withdrawn one that it replaces.
    """

    government: str
    number: str
    place: str
    date: str
    subject: str
    addressee: str
    registration_number: str
    registration_name: str
    registration_kind: str
    outcome: str
    outcome_label: str
    office: str = ""
    reused: str = ""
    letterhead: tuple[str, ...] = ()
    nature: str = "Biasa"
    attachment: str = "-"
    reasons: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    findings: tuple[Similar, ...] = ()
    delegation: str = ""
    signatory_title: str = ""
    signatory_name: str = ""
    signatory_number: str = ""
    copies: tuple[str, ...] = ()
    verification_url: str = ""
    history_head: str = ""
    withdrawn: str = ""
    replaces_number: str = ""
    replaces_date: str = ""
    opening: str = ""
    """What a letter about something else than a registration begins with."""
    findings_heading: str = "Aplikasi yang menjadi bahan pertimbangan"
    findings_reason: str = "Alasan"
    conditions_heading: str = "Ketentuan yang harus dipenuhi"


@dataclass(frozen=True)
class Section:
    """A heading with numbered points under it."""

    heading: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """The letter in sentences, in the order in which they are read."""

    letterhead: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    place_and_date: str
    addressee: tuple[str, ...]
    replaces: str
    opening: str
    decision: str
    meaning: str
    sections: tuple[Section, ...]
    findings_heading: str
    findings_columns: tuple[str, ...]
    findings: tuple[tuple[str, str, str], ...]
    closing: str
    signature: tuple[str, ...]
    signatory: tuple[str, ...]
    copies_heading: str
    copies: tuple[str, ...]
    verification: str
    history: str
    withdrawn: str


MEANINGS: Mapping[str, str] = {
    "APPROVED": "Usulan ini dapat dilanjutkan ke tahap perencanaan dan penganggaran.",
    "APPROVED_WITH_CONDITIONS": (
        "Usulan ini dapat dilanjutkan setelah seluruh ketentuan di bawah ini dipenuhi."
    ),
    "REUSE": (
        "Pembangunan aplikasi baru tidak direkomendasikan; kebutuhan tersebut agar"
        " dipenuhi dengan aplikasi yang telah tersedia."
    ),
    "REVISE": "Usulan ini dikembalikan untuk diperbaiki dan dapat diajukan kembali.",
    "REFUSED": "Usulan ini tidak direkomendasikan untuk dilanjutkan.",
    "WITHDRAWN": "Usulan ini ditarik kembali oleh pengusul.",
}
"""What an outcome means for the office that asked."""


HEADS: Mapping[str, str] = {
    "Sekretariat": "Sekretaris",
    "Inspektorat": "Inspektur",
    "Kecamatan": "Camat",
    "Distrik": "Kepala Distrik",
    "Kelurahan": "Lurah",
    "Rumah Sakit": "Direktur Rumah Sakit",
    "RSUD": "Direktur RSUD",
    "Perusahaan Umum": "Direktur Perusahaan Umum",
    "Perumda": "Direktur Perumda",
    "PDAM": "Direktur PDAM",
}
"""Offices whose head is not called Kepala, by what their names begin with."""


def of_content(
    content: Mapping[str, Any], *, site: str = "", withdrawn: str = ""
) -> Letter:
    """Return the letter that was kept as JSON.

    `site` is the portal's address, before the path that the QR leads to.  Keys that
    this version does not know are passed over.
    """
    path = str(content.get("verification_path", ""))
    known = {one.name for one in fields(Letter)}
    given: dict[str, Any] = {
        key: _frozen(value) for key, value in content.items() if key in known
    }
    given["findings"] = tuple(
        Similar(**{key: str(each.get(key, "")) for key in ("name", "owner", "reason")})
        for each in content.get("findings", ())
    )
    if path and site:
        given["verification_url"] = site.rstrip("/") + path
    return Letter(**{**given, "withdrawn": withdrawn})


def worded(letter: Letter) -> Wording:
    """Put a letter into words; control signs are gone, line breaks stay."""
    letter = _tidy(letter)
    points = (
        ("Pertimbangan", letter.reasons),
        (letter.conditions_heading, letter.conditions),
    )
    head = letter.letterhead or tuple(
        part.upper() for part in (letter.government, letter.office) if part
    )
    number = letter.signatory_number
    return Wording(
        letterhead=head,
        facts=(
            ("Nomor", letter.number),
            ("Sifat", letter.nature),
            ("Lampiran", letter.attachment),
            ("Hal", letter.subject),
        ),
        place_and_date=", ".join(filter(None, (letter.place, letter.date))),
        addressee=(
            f"Yth. {head_of(letter.addressee)}",
            f"di {letter.place or 'tempat'}",
        ),
        replaces=letter.replaces_number
        and f"Surat ini menggantikan surat nomor {letter.replaces_number},"
        f" tanggal {letter.replaces_date}, yang telah dicabut.",
        opening=letter.opening
        or (
            f"Sehubungan dengan usulan “{letter.registration_name}”"
            f" ({letter.registration_kind.lower()}) yang terdaftar dengan nomor"
            f" {letter.registration_number}, setelah dilakukan penelaahan terhadap"
            f" Arsitektur SPBE {letter.government}, dengan ini kami sampaikan hasil"
            " sebagai berikut."
        ),
        decision=letter.outcome_label,
        meaning=_meaning(letter),
        sections=tuple(Section(heading, kept) for heading, kept in points if kept),
        findings_heading=letter.findings_heading,
        findings_columns=("Aplikasi", "Pemilik", letter.findings_reason),
        findings=tuple((one.name, one.owner, one.reason) for one in letter.findings),
        closing=(
            "Demikian disampaikan. Atas perhatian dan kerja sama Saudara,"
            " kami ucapkan terima kasih."
        ),
        signature=tuple(filter(None, (letter.delegation, f"{letter.signatory_title},")))
        if letter.signatory_title
        else tuple(filter(None, (letter.delegation,))),
        signatory=tuple(
            filter(None, (letter.signatory_name, number and f"NIP {number}"))
        ),
        copies_heading="Tembusan",
        copies=letter.copies,
        verification=letter.verification_url
        and f"Verifikasi: {letter.verification_url}",
        history=letter.history_head and f"Sidik riwayat: {letter.history_head}",
        withdrawn=letter.withdrawn and f"SURAT INI TELAH DICABUT. {letter.withdrawn}",
    )


def head_of(office: str) -> str:
    """Return whom a letter to an office is addressed to.

    >>> head_of("Dinas Kesehatan"), head_of("Kecamatan Melati")
    ('Kepala Dinas Kesehatan', 'Camat Melati')
    >>> head_of("Sekretariat Daerah"), head_of("Inspektorat Kota Contoh")
    ('Sekretaris Daerah', 'Inspektur Kota Contoh')
    """
    for begins, who in HEADS.items():
        if office.casefold().startswith(begins.casefold()):
            return f"{who}{office[len(begins) :]}"
    return f"Kepala {office}"


def _meaning(letter: Letter) -> str:
    """Return what the outcome means, with what is to be used where that is known."""
    meaning = MEANINGS.get(letter.outcome, "")
    if not letter.reused:
        return meaning
    return meaning.replace("aplikasi yang telah tersedia", letter.reused)


def title(letter: Letter) -> str:
    """Return what a reader sees as the title of the file."""
    return clean(f"Surat {letter.number} {letter.subject}")


def qr_svg(url: str) -> str:
    """Return a QR code as SVG; medium error correction survives a photocopy."""
    return str(segno.make(url, error="m", micro=False).svg_inline(scale=4, border=0))


def _tidy(letter: Letter) -> Letter:
    texts: dict[str, Any] = {
        key: _clean(value) for key, value in asdict(letter).items() if key != "findings"
    }
    findings = (Similar(**_each(asdict(one))) for one in letter.findings)
    return Letter(**texts, findings=tuple(findings))


def _each(values: Mapping[str, str]) -> dict[str, str]:
    return {key: _lines(value) for key, value in values.items()}


def _clean(value: str | Sequence[str]) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return _lines(value)
    return tuple(line for line in map(_lines, value) if line)


def _lines(text: str) -> str:
    return "\n".join(filter(None, (clean(line) for line in text.splitlines())))


def _frozen(value: Any) -> Any:
    if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        return tuple(value)
    return value

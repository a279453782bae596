"""Rules about duties: to connect, and to protect data about persons."""

from collections.abc import Iterator

from architecture.conflicts.finding import Finding, Subject, SubjectType
from architecture.conflicts.kinds import finding
from architecture.conflicts.values import Proposal, Surroundings
from architecture.conflicts.wording import listed, pointing

_TARGETS = (
    ("complaint", "SP4N-LAPOR!", "menerima aduan sendiri, tidak lewat kanal nasional"),
    ("population", "Data kependudukan", "memakai data kependudukan"),
    ("signature", "BSrE", "membubuhkan tanda tangan elektronik tanpa menyebut BSrE"),
    ("login", "Akun bersama", "memakai akun atau kata sandi sendiri"),
    ("link", "SPLP", "terhubung langsung ke basis data lain"),
)


def duty_to_connect(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find work that the government does in one place, done apart from it."""
    agreed = "AGREEMENT" in (proposal.documents or ())
    for case, name, what in _TARGETS:
        words = pointing(proposal, case)
        if not words or (case == "population" and agreed):
            continue
        yield finding(
            around.kinds,
            "duty_to_connect",
            proposal.kind,
            Subject(type=SubjectType.DUTY, code=case, name=name),
            [
                f"Menurut uraian, aplikasi ini {what}.",
                f"Kata yang terbaca: {listed(words)}.",
            ],
            case=case,
        )


def personal_data(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find data about persons, also where the office says that there is none."""
    stated = proposal.text("personal_data")
    specific = pointing(proposal, "specific")
    words = specific or pointing(proposal, "personal")
    if not words and stated != "YES":
        return
    missing = _unstated(proposal)
    assessed = not specific or "DPIA" in (proposal.documents or ())
    if stated == "YES" and not missing and assessed:
        return
    if stated == "NO":
        case, lead = "denied", "OPD menjawab tidak ada data pribadi."
    elif specific:
        case, lead = "specific", "Data pribadi yang bersifat spesifik diolah."
    elif stated == "YES":
        case, lead = "lacking", "OPD menyatakan ada data pribadi."
    else:
        case, lead = "open", "Belum dijawab apakah ada data pribadi."
    read = f"Kata yang terbaca pada uraian dan data: {listed(words)}." if words else ""
    lacking = ""
    if missing and stated != "NO":
        lacking = f"Belum disebut: {listed(missing)}."
    yield finding(
        around.kinds,
        "personal_data",
        proposal.kind,
        Subject(
            type=SubjectType.FIELD, code="personal_data", name="Memuat data pribadi"
        ),
        [lead, read, lacking],
        case=case,
    )


def _unstated(proposal: Proposal) -> list[str]:
    """Return what the law wants to be known of personal data and nobody said."""
    wanted = {
        "privacy_basis": "dasar pemrosesan",
        "retention": "lama penyimpanan",
        "security_controls": "pengendalian keamanan",
    }
    return [what for name, what in wanted.items() if not proposal.text(name)]

"""The words of the steps: what may be said in each, and what follows from it."""

from architecture.model import Outcome, RegistrationKind, Step

Choice = tuple[str, str]

SIGNATURES: tuple[Choice, ...] = (
    ("ya", "Setuju; terbitkan suratnya"),
    ("tidak", "Tidak setuju; kembalikan ke kesimpulan"),
)

CONSIDERATIONS: tuple[Choice, ...] = (
    ("ya", "Mendukung"),
    ("tidak", "Tidak mendukung"),
)

_OUTCOMES: tuple[tuple[Outcome, str], ...] = (
    (
        Outcome.APPROVED,
        "Boleh dilanjutkan. Aplikasi masuk inventaris dengan status direncanakan.",
    ),
    (
        Outcome.APPROVED_WITH_CONDITIONS,
        "Boleh dilanjutkan bila syaratnya dipenuhi, misalnya integrasi.",
    ),
    (
        Outcome.REUSE,
        "Tidak membangun; kebutuhan dipenuhi dengan aplikasi yang sudah ada.",
    ),
    (Outcome.REVISE, "Dikembalikan ke OPD tanpa surat; dapat dikirim lagi."),
    (Outcome.REFUSED, "Tidak boleh dilanjutkan."),
)

_LISTINGS: tuple[tuple[Outcome, str, str], ...] = (
    (
        Outcome.APPROVED,
        "Catat dalam inventaris",
        "Aplikasi benar berjalan dan belum tercatat. Tidak ada surat.",
    ),
    (
        Outcome.REUSE,
        "Sudah tercatat",
        "Sama dengan aplikasi yang ada dalam inventaris; OPD mencatat pemakaiannya.",
    ),
    (Outcome.REVISE, "Perbaiki isian", "Dikembalikan ke OPD; dapat dikirim lagi."),
    (Outcome.REFUSED, "Tidak dicatat", "Bukan aplikasi, atau tidak berjalan."),
)


def outcomes(kind: RegistrationKind) -> list[tuple[Outcome, str, str]]:
    """Return outcome, label and explanation of what a conclusion may say."""
    if kind is RegistrationKind.EXISTING:
        return list(_LISTINGS)
    return [(outcome, outcome.value, text) for outcome, text in _OUTCOMES]


def checks(step: Step) -> tuple[Choice, ...]:
    """Return what may be said in a step that only judges."""
    if step.position == 1:
        return (
            ("ya", "Lengkap; teruskan"),
            ("tidak", "Belum lengkap; kembalikan ke OPD"),
        )
    return (("ya", "Sesuai"), ("tidak", "Tidak sesuai"))


def who(step: Step) -> str:
    """Return who takes a step: the role, and the field of a validator."""
    if step.field is not None:
        return f"{step.role.value} {step.field.value.lower()}"
    return step.role.value

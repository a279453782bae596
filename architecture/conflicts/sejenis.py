"""The five conditions under which an application may stay beside an Aplikasi Umum.

Permenkominfo 4/2024 Pasal 60: all five must be met.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from architecture.conflicts.finding import Finding, Subject

CONDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "earlier": "Sudah beroperasi sebelum Aplikasi Umum itu ditetapkan",
        "cost": "Kajian biaya dan manfaat mendukung untuk mempertahankannya",
        "adapted": "Prosesnya disesuaikan dengan proses Aplikasi Umum",
        "statement": "Pernyataannya dibuat paling lama dua tahun sesudah penetapan",
        "consideration": "Pertimbangan Menteri sudah diperoleh",
    }
)
"""Code → what must be met, in the order of the article."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Condition → whether the office says that it is met, and what was judged."""

    stated: Mapping[str, bool] = field(default_factory=dict)
    judged: Mapping[str, bool] = field(default_factory=dict)


def claimable(kind: str, findings: Iterable[Finding]) -> list[Subject]:
    """Return the Aplikasi Umum beside which what runs already would have to stay."""
    if kind != "EXISTING":
        return []
    return [
        each.subject
        for each in findings
        if each.kind == "national_application" and each.case == "umum"
    ]

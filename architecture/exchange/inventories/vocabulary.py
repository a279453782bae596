"""The words of real lists for what the portal keeps as a choice."""

import re
from dataclasses import dataclass
from functools import lru_cache

from architecture.layers import (
    ApplicationType,
    BuildMethod,
    Licence,
    PersonalData,
    Platform,
    Status,
)

_Rules = tuple[tuple[str, str], ...]


def _compiled(rules: _Rules) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{words})\b"), value) for words, value in rules)


_CHOICES = {
    "status": _compiled(
        (
            (
                r"akan di(?:hentikan|tutup|ganti)\w*|transisi|phas\w+|akan berakhir",
                Status.PHASING_OUT.name,
            ),
            (
                r"(?:tidak|tdk|non|in|belum|nggak|sudah tidak)[ -]*(?:lagi )?"
                r"(?:aktif|digunakan|dipakai|berfungsi|berjalan|beroperasi|operasional)|"
                r"nonaktif|inactive|inaktif|mati|berhenti|dihentikan|ditutup|off|offline|"
                r"rusak|retired|suspend\w*|mangkrak|error|down|expired|pensiun",
                Status.RETIRED.name,
            ),
            (
                r"(?:dalam )?(?:proses|tahap) (?:pembuatan|pembangunan|pengembangan)|"
                r"(?:sedang )?di(?:bangun|kembangkan|buat)|pembangunan|pengembangan|"
                r"develop\w*|in build|uji ?coba|ujicoba|testing|maintenance|progres\w*",
                Status.IN_BUILD.name,
            ),
            (r"rencana|direncanakan|usulan|planned|rancangan", Status.PLANNED.name),
            (
                r"aktif|active|live|digunakan|dipakai|berjalan|operasional|beroperasi|"
                r"online|berfungsi|baik|ya|on|jalan|existing|y|normal|running",
                Status.LIVE.name,
            ),
        )
    ),
    "type": _compiled(
        (
            (
                r"spreadsheet|excel|google ?sheets?|lembar kerja|sheet",
                ApplicationType.SHEET.name,
            ),
            (
                r"kanal|channel|call ?center|whatsapp|telegram|hotline|media sosial|"
                r"medsos|sms",
                ApplicationType.CHANNEL.name,
            ),
            (
                r"(?:aplikasi|sistem|app)\b.*|web ?app\w*|sistem informasi|apps?|"
                r"mobile|android|application",
                ApplicationType.APPLICATION.name,
            ),
            (
                r"web|website|situs|web ?site|laman|portal web|web profil|subdomain|"
                r"sub domain|cms",
                ApplicationType.WEBSITE.name,
            ),
            (r"desktop|dekstop", ApplicationType.DESKTOP.name),
        )
    ),
    "personal_data": _compiled(
        (
            (r"tidak|no|n|tanpa|bukan|false", PersonalData.NO.name),
            (r"ya|yes|ada|y|memuat|mengandung|true|iya", PersonalData.YES.name),
        )
    ),
    "build_method": _compiled(
        (
            (r"swakelola|mandiri|sendiri|in ?house|internal", BuildMethod.SELF.name),
            (r"replikasi|hibah|adopsi|replicat\w*", BuildMethod.REPLICATION.name),
            (
                r"langganan|berlangganan|sewa|subscri\w*|saas",
                BuildMethod.SUBSCRIPTION.name,
            ),
            (r"beli|pembelian|purchase", BuildMethod.PURCHASE.name),
            (
                r"kontrak\w*|pihak ke ?(?:tiga|3)|vendor|penyedia|outsourc\w*|tender|"
                r"pengadaan|lelang",
                BuildMethod.CONTRACT.name,
            ),
        )
    ),
    "licence": _compiled(
        (
            (
                r"open ?source|sumber terbuka|gpl|mit|apache|terbuka|bebas",
                Licence.OPEN_SOURCE.name,
            ),
            (
                r"proprietary|propri?et\w*|closed ?source|tertutup|berlisensi|berbayar|"
                r"komersial|sumber tertutup",
                Licence.PROPRIETARY.name,
            ),
        )
    ),
}
_NAMES = {
    "status": Status,
    "type": ApplicationType,
    "personal_data": PersonalData,
    "build_method": BuildMethod,
    "licence": Licence,
}
_PLATFORMS = _compiled(
    (
        (r"web\w*|browser|situs|online|daring", Platform.WEB.name),
        (
            r"mobile|android|ios|apk|smartphone|hp|ponsel|play ?store",
            Platform.MOBILE.name,
        ),
        (r"desktop|dekstop|windows|exe|client[ -]server|pc", Platform.DESKTOP.name),
        (r"lainnya|lain|other|lain lain", Platform.OTHER.name),
    )
)
_NATIONAL = re.compile(r"\b(?:pusat|nasional|kementerian|kemen\w+|k/?l|lembaga)\b")
_LOCAL = re.compile(
    r"\b(?:lokal|daerah|pemda|pemkot|pemkab|pemprov|mandiri|sendiri|local|opd|internal)\b"
)
_PUBLIC = re.compile(r"\b(?:umum|publik|public|masyarakat)\b")
_OWN = re.compile(r"\b(?:khusus|special)\b")


@dataclass(frozen=True, slots=True)
class Class:
    """What a list says of whose application it is.

    `national` is nothing where it says neither; `umum` is the bare word Umum, which
    most lists mean for the audience, not for the class Aplikasi Umum.
    """

    national: bool | None = None
    contradiction: bool = False
    umum: bool = False
    khusus: bool = False


@lru_cache(maxsize=4096)
def choice(field: str, text: str) -> str | None:
    """Return the name of the choice that a text means, or nothing.

    >>> choice("status", "Tidak Aktif"), choice("status", "dalam pengembangan")
    ('RETIRED', 'IN_BUILD')
    >>> choice("licence", "entahlah") is None
    True
    """
    plain = " ".join(text.casefold().replace("_", " ").split())
    for each in _NAMES[field]:
        if plain in {each.name.casefold(), each.value.casefold()}:
            return each.name
    for words, value in _CHOICES[field]:
        if words.search(plain):
            return value
    return None


def status_alone(text: str) -> str | None:
    """Return the status that a text is, if it is nothing else.

    >>> status_alone("Tidak aktif"), status_alone("Data pajak aktif")
    ('RETIRED', None)
    """
    plain = " ".join(text.casefold().split())
    for words, value in _CHOICES["status"]:
        if words.fullmatch(plain):
            return value
    return None


def platforms(text: str) -> list[str]:
    """Return the names of the platforms that a text lists, in our order.

    >>> platforms("Android & Website")
    ['WEB', 'MOBILE']
    """
    plain = text.casefold()
    return [value for words, value in _PLATFORMS if words.search(plain)]


@lru_cache(maxsize=4096)
def class_of(*texts: str) -> Class:
    """Return whose application it is by the cells that speak of it.

    >>> class_of("Khusus", "Pusat").national, class_of("Umum", "").national
    (True, None)
    """
    plain = " ".join(texts).casefold()
    national = _NATIONAL.search(plain) is not None
    local = _LOCAL.search(plain) is not None
    return Class(
        national=national if national or local else None,
        contradiction=national and local,
        umum=_PUBLIC.search(plain) is not None,
        khusus=_OWN.search(plain) is not None,
    )

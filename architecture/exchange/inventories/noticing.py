"""What is worth telling: about a group of rows, an address, and the file as a whole."""

import re
from collections import Counter
from collections.abc import Sequence

from architecture.exchange.inventories.actions import CREATES, Action, Kind
from architecture.exchange.inventories.addresses import address_key, host_of, is_domain
from architecture.exchange.inventories.grouping import Group
from architecture.exchange.inventories.known import Existing, Likely, label
from architecture.exchange.inventories.matching import Answer
from architecture.exchange.inventories.rows import Row
from architecture.layers import ApplicationType

_DOUBLE = re.compile(r"(.)\1+")


class Addresses:
    """Who else stands at an address, or at one that looks like a slip of the pen."""

    def __init__(self, rows: Sequence[Row], applications: Sequence[Existing]) -> None:
        """Note every address of the file and of the inventory."""
        self._rows: dict[str, int] = {}
        self._known: dict[str, Existing] = {}
        self._hosts: dict[str, tuple[str, int]] = {}
        for row in rows:
            if row.url:
                self._rows.setdefault(address_key(row.url), row.number)
                host = host_of(row.url)
                self._hosts.setdefault(_DOUBLE.sub(r"\1", host), (host, row.number))
        for each in applications:
            url = str(each.values.get("url", ""))
            if url:
                self._known.setdefault(address_key(url), each)

    def warnings(self, row: Row) -> list[str]:
        """Return what is odd about the address of a row that becomes something new."""
        if not row.url:
            return []
        told = []
        key = address_key(row.url)
        if self._rows.get(key, row.number) != row.number:
            told.append(f"Alamat yang sama juga dipakai baris {self._rows[key]}.")
        if known := self._known.get(key):
            told.append(f"Alamat yang sama juga dipakai {known.code} {known.name}.")
        host = host_of(row.url)
        like, number = self._hosts.get(_DOUBLE.sub(r"\1", host), (host, 0))
        if like != host:
            told.append(
                f"Alamatnya hampir sama dengan {like} (baris {number}); salah ketik?"
            )
        return told


def home_domain(rows: Sequence[Row]) -> str:
    """Return the domain under which most of the government's own addresses are."""
    hosts = [host_of(row.url) for row in rows if row.url]
    found = Counter(
        ".".join(host.split(".")[-3:]) for host in hosts if host.endswith(".go.id")
    )
    if not found:
        return ""
    domain, many = found.most_common(1)[0]
    return domain if many >= 3 and many * 3 >= len(hosts) else ""


def group_warnings(rows: Group, answer: Answer) -> tuple[str, ...]:
    """Return what is odd about rows of one name: clashes and contradictions."""
    told = []
    if rows.clashes:
        numbers = ", ".join(str(number) for number in rows.clashes[:5])
        told.append(
            f"Bentrok nama: baris {numbers} bernama sama, tetapi fungsi atau alamatnya "
            "lain; dicatat terpisah."
        )
    told += [
        f"Bentrok nama: {each.code} {each.name} bernama sama, tetapi fungsinya lain."
        for each in answer.clashes[:3]
    ]
    if rows.contradiction:
        told.append(
            "Kelas bertentangan: sebagian baris menyebut pusat, sebagian daerah."
        )
    return tuple(told)


def new_reasons(
    rows: Group, kind: Kind, why: str, likely: Sequence[Likely]
) -> tuple[str, ...]:
    """Return why a group of rows becomes something new, and whose it becomes."""
    many = len({member.office.code for member in rows.members})
    if kind is Kind.WEBSITE:
        whose = "Situs desa atau kelurahan; dicatat" if _village(rows) else "Dicatat"
        return (f"{whose} sebagai situs web, bukan aplikasi.",)
    if rows.national:
        told = [
            "Aplikasi pusat yang belum ada dalam daftar nasional; menjadi calon yang "
            "dipastikan pengelola instalasi."
        ]
        if many > 1:
            told.append(f"Dipakai {many} perangkat daerah.")
    else:
        told = ["Belum ada dalam inventaris."]
        if many > 1:
            told.append(
                f"Disebut oleh {many} perangkat daerah: satu aplikasi, {many - 1} "
                "pemakaian."
            )
        told += [why] if why else []
    told += [
        f"Mungkin sama dengan {label(each.code, each.name)}: {' '.join(each.reasons)}"
        for each in likely[:3]
    ]
    return tuple(told)


def _village(rows: Group) -> bool:
    return rows.members[0].row.village


def notes_of(rows: Sequence[Row], actions: Sequence[Action]) -> list[str]:
    """Return what a person should know of the file as a whole."""
    new = {action.row for action in actions if action.kind in CREATES}
    sites = [action for action in actions if action.kind is Kind.WEBSITE]
    villages = sum(row.village for row in rows if row.number in new and row.is_website)
    notes = []
    if sites:
        told = f"{len(sites)} situs web dicatat sebagai situs, bukan aplikasi"
        more = (
            f"; {villages} di antaranya milik desa atau kelurahan" if villages else ""
        )
        notes.append(f"{told}{more}.")
    several = [str(action.row) for action in actions if action.parts]
    if several:
        notes.append(
            f"{len(several)} baris memuat beberapa aplikasi dalam satu nama: baris "
            f"{', '.join(several[:20])}."
        )
    candidates = sum(action.candidate_national for action in actions)
    if candidates:
        notes.append(f"{candidates} aplikasi pusat belum ada dalam daftar nasional.")
    named = sum(row.is_website and is_domain(row.name) for row in rows)
    if named:
        notes.append(
            f"{named} situs bernama alamatnya sendiri; usulkan nama yang dikenal "
            "pengguna."
        )
    audience = sum(row.owner.umum and row.owner.national is not True for row in rows)
    if audience:
        notes.append(
            f"{audience} baris bertulisan “Umum”: dibaca sebagai sasaran pengguna. "
            "Aplikasi Umum hanya yang ditetapkan Menteri PANRB."
        )
    bare = sum(
        row.values.get("type") == ApplicationType.APPLICATION.name and not row.purpose
        for row in rows
        if row.number in new
    )
    if bare:
        notes.append(f"{bare} aplikasi tanpa uraian: kemiripannya belum dapat dinilai.")
    return notes

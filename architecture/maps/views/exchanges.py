"""Exchanges of data and shared data: what a map of integration says of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from architecture.layers import Direction, Layer, ThroughLink
from architecture.maps.content import (
    Arrow,
    Box,
    Heads,
    Legend,
)
from architecture.maps.words import layer_count, listed, number
from architecture.reference.calendar import tanggal

EXCHANGED, SHARED = "EXCHANGES", "USES"

LINES: Mapping[ThroughLink, str] = {
    ThroughLink.YES: "bold",
    ThroughLink.NO: "",
    ThroughLink.UNKNOWN: "dashed",
}
WAYS: Mapping[ThroughLink, str] = {
    ThroughLink.YES: "SPLP",
    ThroughLink.NO: "langsung",
    ThroughLink.UNKNOWN: "belum diketahui",
}


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One application exchanges data with another, as far as the viewer may read it."""

    source: str
    target: str
    data: str = ""
    direction: Direction = Direction.UNKNOWN
    through: ThroughLink = ThroughLink.UNKNOWN
    protocol: str = ""
    frequency: str = ""
    note: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """Return who gives and who takes; both ways, or nobody knows: as recorded."""
        if self.direction is Direction.BACK:
            return self.target, self.source
        return self.source, self.target

    @property
    def heads(self) -> Heads:
        """Return at which ends of its arrow the data arrive."""
        if self.direction is Direction.BOTH:
            return Heads.BOTH
        return Heads.NONE if self.direction is Direction.UNKNOWN else Heads.FORTH


@dataclass(frozen=True, kw_only=True)
class Common:
    """Data that some applications produce and others use."""

    data: str
    producers: tuple[str, ...]
    users: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What the subtitle and the note tell."""

    exchanges: int
    through: int
    common: int
    alone: int
    nameless: int = 0

    @classmethod
    def of(
        cls, exchanges: Collection[Exchange], common: Collection[Common], alone: int
    ) -> "Counts":
        """Count them."""
        return cls(
            exchanges=len(exchanges),
            through=sum(each.through is ThroughLink.YES for each in exchanges),
            common=len(common),
            alone=alone,
            nameless=sum(not each.data for each in exchanges),
        )


def subtitle(on: date, counts: Counts, scope: str = "") -> str:
    """Return the day, and how much is exchanged and shared."""
    return listed(
        (
            scope,
            f"Keadaan {tanggal(on)}",
            f"{number(counts.exchanges)} pertukaran"
            f", {number(counts.through)} di antaranya melalui SPLP",
            f"{number(counts.common)} data dipakai bersama",
        )
    )


def legend(
    boxes: Collection[Box], arrows: Collection[Arrow], *, whole: bool = False
) -> tuple[Legend, ...]:
    """Tell boxes and lines; `whole` where they stand for owners."""
    layers = {box.layer for box in boxes}
    told = [
        Legend(layer.name, words)
        for layer, words in (
            (Layer.APPLICATION, "Pemilik aplikasi" if whole else "Aplikasi"),
            (Layer.DATA, "Data bersama: dari yang menghasilkan ke yang memakai"),
        )
        if layer in layers
    ]
    lines = {arrow.line for arrow in arrows if arrow.kind == EXCHANGED}
    said = {
        "bold": "Semuanya melalui SPLP" if whole else "Melalui SPLP",
        "": "Sebagian atau seluruhnya di luar SPLP"
        if whole
        else "Langsung, tanpa SPLP",
        "dashed": "Jalur belum diketahui",
    }
    told += [
        Legend("", words, line or "solid")
        for line, words in said.items()
        if line in lines
    ]
    if any(arrow.heads is Heads.NONE for arrow in arrows):
        told.append(Legend("", "Tanpa kepala panah: arah belum diketahui", "solid"))
    return tuple(told)


def note(counts: Counts, *, grouped: bool = False, left: int = 0) -> str:
    """Say what is grouped, what is left to the list, and what nobody has recorded."""
    said = []
    if grouped:
        said.append(
            "Aplikasi dirangkum menurut pemiliknya; pilih satu perangkat daerah untuk"
            " melihat aplikasinya."
        )
    if left:
        said.append(
            f"{number(left)} pasangan dengan data paling sedikit hanya ada pada daftar."
        )
    if counts.nameless:
        said.append(f"{number(counts.nameless)} pertukaran belum menyebut datanya.")
    if counts.alone:
        said.append(
            f"{layer_count(Layer.APPLICATION, counts.alone)} belum tercatat memberi"
            " atau menerima data."
        )
    return " ".join(said)

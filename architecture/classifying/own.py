"""The levels that a government hangs below the national codes."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from architecture import history
from architecture.classifying.counting import at_or_below
from architecture.classifying.recoding import recode, recode_drafts, replaced
from architecture.classifying.tree import Tree, tree
from architecture.errors import Changed, CodeTaken, Invalid, WrongState
from architecture.locking import lock_government
from architecture.model import Element, OwnCode
from architecture.referencing import forget_codes

LONGEST_NAME = 200
LARGEST = 999


def add(
    session: Session,
    government: int,
    parent: str,
    name: str,
    *,
    note: str = "",
    number: int = 0,
) -> OwnCode:
    """Hang a code below another, with the next free number unless one is wanted.

    Raises `WrongState` where a government may hang none, `Invalid`, `CodeTaken`.
    """
    lock_government(session, government)
    codes = tree(session, government)
    if not codes.carries_own(parent):
        raise WrongState(
            f"Di bawah {parent} tidak dapat ditambah tingkat: kode milik instansi "
            "tergantung pada kode nasional tingkat 2 (RAI: 3), paling dalam tingkat 7."
        )
    _check(codes, parent, name)
    code = _numbered(codes, parent, number)
    made = OwnCode(
        government_id=government, code=code, parent=parent, name=name, note=note
    )
    session.add(made)
    session.flush()
    values = {"code": (None, code), "name": (None, name), "note": (None, note)}
    history.note(
        session, made, "Kode sendiri ditambahkan", values, government=government
    )
    forget_codes(session)
    return made


def revise(
    session: Session, own: OwnCode, name: str, *, note: str = "", version: int
) -> None:
    """Call a code otherwise.  Raises `Changed`, `Invalid`."""
    _check_version(own, version)
    codes = tree(session, own.government_id)
    _check(codes, own.parent, name, but=own.code)
    history.change(
        session,
        own,
        {"name": name, "note": note},
        deed="Kode sendiri diubah",
        government=own.government_id,
    )
    forget_codes(session)


def retire(
    session: Session,
    own: OwnCode,
    replacement: str,
    *,
    on: date,
    version: int,
) -> int:
    """Use a code no more; its elements bear the replacement.  Return how many.

    Raises `WrongState` while something stands below it, `Invalid` if it is used and
    the replacement is none.
    """
    lock_government(session, own.government_id)
    _check_version(own, version)
    codes = tree(session, own.government_id)
    if own.retired_on:
        raise WrongState(f"{own.code} sudah tidak dipakai.")
    if codes.below(own.code):
        raise WrongState(
            f"Di bawah {own.code} masih ada kode. Pensiunkan dahulu turunannya."
        )
    replacement = replacement.strip().upper()
    _check_replacement(session, codes, own, replacement)
    history.change(
        session,
        own,
        {"retired_on": on, "replacement": replacement},
        deed="Kode sendiri dipensiunkan",
        government=own.government_id,
    )
    forget_codes(session)
    if not replacement:
        return 0

    def rule(_key: int, borne: Sequence[str]) -> Sequence[str]:
        return replaced(borne, own.code, replacement)

    deed = f"Kode {own.code} diganti {replacement}"
    recode_drafts(session, own.government_id, rule, deed)
    return recode(session, own.government_id, rule, deed=deed, codes=[own.code])


def used(session: Session, own: OwnCode) -> int:
    """Return how many elements of the government bear a code or one below it."""
    query = select(func.count(Element.id)).where(
        Element.government_id == own.government_id, at_or_below(own.code)
    )
    return session.scalar(query) or 0


def next_number(codes: Tree, parent: str) -> int:
    """Return the number after the last one below a code; retired ones keep theirs."""
    numbers = [
        int(last)
        for node in codes.nodes.values()
        if node.parent == parent and (last := node.code.rsplit(".", 1)[1]).isdecimal()
    ]
    return max(numbers, default=0) + 1


def _numbered(codes: Tree, parent: str, number: int) -> str:
    wanted = number or next_number(codes, parent)
    if not 0 < wanted <= LARGEST:
        text = f"Pakai nomor 1 sampai {LARGEST}."
        raise Invalid(text, problems={"number": [text]})
    code = f"{parent}.{wanted:02d}"
    if code in codes.nodes:
        raise CodeTaken(f"{code} sudah dipakai.", field="number")
    return code


def _check(codes: Tree, parent: str, name: str, *, but: str = "") -> None:
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        text = f"Isi judul, paling panjang {LONGEST_NAME} huruf."
        raise Invalid(text, problems={"name": [text]})
    for node in codes.below(parent):
        if node.code != but and node.name.casefold() == name.casefold():
            text = f"Judul ini sudah ada: {node.code}."
            raise Invalid(text, problems={"name": [text]})


def _check_version(own: OwnCode, version: int) -> None:
    if own.version != version:
        raise Changed(
            "Kode ini sudah diubah orang lain sejak Anda membukanya. Periksa isinya "
            "yang terbaru, lalu simpan lagi."
        )


def _check_replacement(
    session: Session, codes: Tree, own: OwnCode, replacement: str
) -> None:
    if not replacement:
        if used(session, own):
            text = "Kode ini dipakai; tunjukkan penggantinya."
            raise Invalid(text, problems={"replacement": [text]})
        return
    found = codes.get(replacement)
    if found is None or found.retired or found.code == own.code:
        text = f"{replacement} bukan kode yang berlaku."
        raise Invalid(text, problems={"replacement": [text]})
    if found.domain != own.code[:3]:
        text = f"Penggantinya harus dari pohon {own.code[:3]}."
        raise Invalid(text, problems={"replacement": [text]})

"""Load the shipped reference into the tables, and look things up there.

What is shipped is release 0; once loaded, the tables are the truth.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.layers import (
    Sharing,
)
from architecture.model import (
    Application,
    CodeChange,
    Holiday,
    Kind,
    ListedWord,
    Organisation,
    OwnCode,
    ReferenceCode,
    Release,
    Technology,
    Urusan,
)
from architecture.reference import (
    calendar,
    codes,
    national,
    technologies,
    urusan,
    wordlists,
)

_KNOWN = "known codes"
DEEPEST = 7
"""How many levels a tree has at the most, as SIA-SPBE keeps them."""

NATIONAL_ROOT = "NASIONAL"
"""The code of the organisation that all national owners stand below."""


def load(session: Session) -> dict[str, int]:
    """Load release 0, urusan, holidays and national applications; return what is new.

    A second run adds nothing and changes nothing that was edited since.
    """
    counts = {
        "codes": _load_codes(session),
        "urusan": _load_urusan(session),
        "holidays": _load_holidays(session),
        "technologies": _load_technologies(session),
        "words": _load_words(session),
    }
    session.flush()
    forget_codes(session)
    counts["national"] = _load_national(session)
    return counts


def national_root(session: Session) -> int | None:
    """Return the organisation that all national owners stand below."""
    query = select(Organisation.id).where(Organisation.code == NATIONAL_ROOT)
    return session.scalar(query)


def is_loaded(session: Session) -> bool:
    """Tell whether a release of reference codes has been loaded."""
    return session.scalar(select(Release.id).limit(1)) is not None


def known_codes(session: Session, government: int | None = None) -> Mapping[str, str]:
    """Return code → title of the current release and of a government's own levels.

    They are read once a session; `forget_codes` lets them be read anew.
    """
    kept: dict[int | None, dict[str, str]] = session.info.setdefault(_KNOWN, {})
    if government not in kept:
        query = (
            select(ReferenceCode.code, ReferenceCode.name)
            .join(Release, Release.id == ReferenceCode.release_id)
            .where(Release.current)
            .order_by(ReferenceCode.code)
        )
        kept[government] = dict(session.execute(query).all())
        if government is not None:
            own = select(OwnCode.code, OwnCode.name).where(
                OwnCode.government_id == government, OwnCode.retired_on.is_(None)
            )
            kept[government] |= dict(session.execute(own).all())
    return kept[government]


def forget_codes(session: Session) -> None:
    """Let codes be read anew, for some were changed."""
    session.info.pop(_KNOWN, None)


def unknown_codes(
    session: Session, several: Iterable[str], government: int | None = None
) -> list[str]:
    """Return the codes that are neither known nor right below a known one.

    Levels below the national ones are the government's own (Perpres 132/2022); those
    that it retired, and what a release took away, are known no more, though elements
    may still bear them.
    """
    several = list(several)
    if not several:
        return []
    known = known_codes(session, government)
    unknown = [
        code
        for code in several
        if code not in known
        and (code.rsplit(".", 1)[0] not in known or code.count(".") > DEEPEST)
    ]
    loose = [code for code in several if code not in known and code not in unknown]
    gone = _retired(session, loose, government) | _withdrawn(session, loose)
    return unknown + sorted(gone)


def told_unknown(session: Session, several: Sequence[str]) -> str:
    """Return a sentence about unknown codes: what the release in force made of them."""
    query = (
        select(CodeChange)
        .join(Release, Release.id == CodeChange.release_id)
        .where(CodeChange.code.in_(several))
        .order_by(Release.id)
    )
    fates = {row.code: row for row in session.scalars(query)}
    told = []
    for code in several:
        fate = fates.get(code)
        if fate is None:
            told.append(code)
        elif fate.targets:
            told.append(f"{code} (kini {' atau '.join(fate.targets)})")
        else:
            told.append(f"{code} (dicabut)")
    return f"Kode tidak dikenal: {', '.join(told)}."


def titles(
    session: Session, several: Iterable[str], government: int | None = None
) -> dict[str, str]:
    """Return code → title for those that are known."""
    known = known_codes(session, government)
    return {code: known[code] for code in several if code in known}


def _retired(
    session: Session, codes: Sequence[str], government: int | None
) -> set[str]:
    if not codes or government is None:
        return set()
    query = select(OwnCode.code).where(
        OwnCode.government_id == government,
        OwnCode.code.in_(codes),
        OwnCode.retired_on.is_not(None),
    )
    return set(session.scalars(query))


def _withdrawn(session: Session, codes: Sequence[str]) -> set[str]:
    """Return those of codes that are not known which were, in an earlier release."""
    if not codes:
        return set()
    query = select(ReferenceCode.code).where(ReferenceCode.code.in_(codes))
    return set(session.scalars(query))


def matters(session: Session) -> Sequence[Urusan]:
    """Return the matters of government (urusan) by letter, as the law lists them."""
    rows = session.scalars(select(Urusan)).all()
    return sorted(rows, key=lambda row: (len(row.letter), row.letter))


def _load_codes(session: Session) -> int:
    if session.scalar(select(Release.id).where(Release.name == codes.RELEASE)):
        return 0
    release = Release(name=codes.RELEASE, source=codes.INSTRUMENT, current=True)
    session.add(release)
    session.flush()
    session.add_all(
        ReferenceCode(
            release_id=release.id,
            code=each.code,
            parent=each.parent or None,
            domain=each.domain,
            level=each.level,
            name=each.name,
            confidence=each.confidence,
            note=each.note,
        )
        for each in codes.codes().values()
    )
    return len(codes.codes())


def _load_urusan(session: Session) -> int:
    known = set(session.scalars(select(Urusan.letter)))
    new = [each for each in urusan.affairs().values() if each.letter not in known]
    session.add_all(
        Urusan(
            letter=each.letter,
            name=each.name,
            group=each.group.value,
            codes=list(each.codes),
            certain=each.certain,
        )
        for each in new
    )
    return len(new)


def _load_holidays(session: Session) -> int:
    query = select(Holiday.day).where(Holiday.government_id.is_(None))
    known = set(session.scalars(query))
    new = [each for each in calendar.holidays().values() if each.day not in known]
    session.add_all(
        Holiday(day=each.day, name=each.name, confidence=each.confidence)
        for each in new
    )
    return len(new)


def _load_technologies(session: Session) -> int:
    query = select(Technology.name).where(Technology.government_id.is_(None))
    known = set(session.scalars(query))
    new = [each for each in technologies.technologies() if each.name not in known]
    session.add_all(
        Technology(
            name=each.name, kind=each.kind, ends_on=each.ends_on, note=each.source
        )
        for each in new
    )
    return len(new)


def _load_words(session: Session) -> int:
    query = select(ListedWord.list, ListedWord.word).where(
        ListedWord.government_id.is_(None)
    )
    known = {(row.list, row.word) for row in session.execute(query)}
    new = [
        ListedWord(list=name, word=word, position=position, source=source)
        for name, words in wordlists.lists().items()
        for position, (word, source) in enumerate(words)
        if (name, word) not in known
    ]
    session.add_all(new)
    return len(new)


def _load_national(session: Session) -> int:
    root = _national(session, NATIONAL_ROOT, "Instansi pusat", None)
    query = select(Application).where(Application.government_id == root.id)
    known = {each.code: each for each in session.scalars(query)}
    new = 0
    for each in national.applications().values():
        if each.is_infrastructure:
            continue
        if each.code in known:
            _complete(session, known[each.code], each)
            continue
        owner = _national(session, f"PUSAT-{each.owner_code}", each.owner, root)
        application = Application(
            code=each.code,
            government_id=root.id,
            organisation_id=owner.id,
            **_national_values(each),
        )
        session.add(application)
        session.flush()
        history.note(
            session, application, "Aplikasi nasional dimuat", government=root.id
        )
        new += 1
    return new


def _complete(
    session: Session, stored: Application, listed: national.NationalApplication
) -> None:
    """Add what the list says now and did not say when it was loaded; change nothing."""
    facts = _national_values(listed)["national"]
    missing = {
        name: fact for name, fact in facts.items() if name not in stored.national
    }
    if missing:
        history.change(
            session,
            stored,
            {"national": stored.national | missing},
            deed="Daftar aplikasi nasional dilengkapi",
            government=stored.government_id,
        )


def _national(
    session: Session, code: str, name: str, root: Organisation | None
) -> Organisation:
    found = session.scalar(select(Organisation).where(Organisation.code == code))
    if found is None:
        found = Organisation(
            code=code,
            name=name,
            kind=Kind.NATIONAL,
            parent_id=root.id if root else None,
            government_id=root.id if root else None,
        )
        session.add(found)
        session.flush()
        found.government_id = root.id if root else found.id
    return found


def _national_values(each: national.NationalApplication) -> dict[str, Any]:
    acronym = each.name if each.name != each.long_name else ""
    return {
        "name": each.long_name or each.name,
        "acronym": acronym,
        "function": each.function,
        "description": each.description,
        "data_used": "; ".join(each.data),
        "reference_codes": [each.class_code] if each.class_code else [],
        "status": each.status,
        "sharing": Sharing.PROFILE,
        "year_started": each.since,
        "url": each.url,
        "notes": each.note,
        "search_text": " ".join([*each.names, each.function]).casefold(),
        "national": {
            "names": list(each.names),
            "aliases": list(each.aliases),
            "predecessors": list(each.predecessors),
            "mandatory": each.mandatory.name,
            "is_umum": each.is_umum,
            "class_code": each.class_code,
            "basis": each.basis,
            "confidence": each.confidence,
            "mandatory_since": each.mandatory_since,
            "for_whom": each.for_whom,
            "levels": list(each.levels),
            "source": each.source,
            "last_checked": each.last_checked.isoformat(),
        },
    }

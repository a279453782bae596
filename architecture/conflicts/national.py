"""The rule about national applications: by name, by address, by work."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from architecture.conflicts.addresses import host
from architecture.conflicts.finding import Finding, Subject, SubjectType
from architecture.conflicts.kinds import Case, finding
from architecture.conflicts.similar import (
    candidates,
    evidence,
    of_one_function,
    suspected,
)
from architecture.conflicts.values import (
    National,
    Proposal,
    Similar,
    Standing,
    Surroundings,
)
from architecture.duplicates.names import read_name
from architecture.layers import Status
from architecture.reference.calendar import tanggal
from architecture.reference.national import FRESH_DAYS, is_fresh, trusted
from architecture.reference.national import key as spelled

KIND = "national_application"


def national_applications(
    proposal: Proposal, around: Surroundings
) -> Iterator[Finding]:
    """Find national applications that bear the name or do the work.

    What is set by the minister of PANRB is grave, then what is mandatory for sure;
    a probability below that of the case only asks to look.
    """
    mine, address = _names(proposal), host(proposal.text("url"))
    similar = {
        each.known.key: each for each in candidates(proposal, around, Standing.NATIONAL)
    }
    codes = {each.known.code: key for key, each in similar.items()}
    for national in around.nationals:
        key = national.key or codes.get(national.code, 0)
        twin = similar.pop(key, None)
        if national.status is not Status.RETIRED:
            identity = list(_identity(mine, address, national))
            yield from _about(proposal, around, national, twin, identity)
    for twin in similar.values():
        yield from _about(proposal, around, _unlisted(twin), twin, [])


def _about(
    proposal: Proposal,
    around: Surroundings,
    national: National,
    similar: Similar | None,
    reasons: list[str],
) -> Iterator[Finding]:
    case = _same(proposal, around, national) if reasons else None
    score = None
    if similar and (probable := _probable(proposal, around, national, similar)):
        owner = national.owner or "Pemerintah pusat"
        reasons.append(f"{owner} menyediakan {national.name} untuk fungsi ini.")
        score = similar.suspicion.duplicate
        if score < around.kinds[KIND].case("possible", "").at:
            reasons.append("Sebagian pekerjaannya tampak sama, karena:")
            reasons += evidence(similar.suspicion)
        else:
            reasons += suspected(similar.suspicion, around.kinds)
        case = case or probable
    if case:
        yield finding(
            around.kinds,
            KIND,
            proposal.kind,
            Subject(
                type=SubjectType.NATIONAL_APPLICATION,
                code=national.code,
                name=national.name,
                id=national.key or (similar.known.key if similar else 0),
                owner=national.owner,
            ),
            [*reasons, *_duty(national, around)],
            case=case.code,
            score=score,
            words={"basis": national.basis or "Ketentuan instansi pemilik"},
        )


def _identity(mine: frozenset[str], address: str, national: National) -> Iterator[str]:
    """Say by what name or address the proposal is the national application."""
    now, before, theirs = _spellings(national)
    if mine & now:
        yield f"Nama ini adalah nama {national.name} milik {national.owner}."
    elif former := sorted(mine & before.keys()):
        old = before[former[0]]
        yield f"{old} sudah digantikan oleh {national.name} milik {national.owner}."
    if address and address == theirs:
        yield f"Alamat {address} adalah alamat {national.name}."


def _names(proposal: Proposal) -> frozenset[str]:
    name, acronym = proposal.text("name"), proposal.text("acronym")
    short = read_name(name, acronym).acronyms
    return frozenset((spelled(name), spelled(acronym), *short)) - {""}


@lru_cache(maxsize=1024)
def _spellings(national: National) -> tuple[frozenset[str], Mapping[str, str], str]:
    """Return its names of today, its former ones, and its host."""
    now = (national.code, national.name, *national.aliases)
    before = {spelled(each): each for each in reversed(national.predecessors)}
    return frozenset(map(spelled, now)) - {""}, before, host(national.url)


def _unlisted(similar: Similar) -> National:
    """Return what is known of a national application that is on no list yet."""
    known = similar.known
    return National(code=known.code, name=known.title, key=known.key, owner=known.owner)


def _case(proposal: Proposal, around: Surroundings, national: National) -> Case:
    """Return how grave it is: by class, duty, for whom, since when, and how sure."""
    kind = around.kinds[KIND]
    if not _binds(national, around):
        return kind.case("offered", proposal.kind)
    passing = national.status in {Status.PLANNED, Status.PHASING_OUT}
    if passing or _to_come(national, around):
        duty = national.is_umum or national.mandatory != "NO"
        return kind.case("unsure" if duty else "offered", proposal.kind)
    sure = _confidence(national, around) != "low"
    if national.is_umum and sure:
        return kind.case("umum", proposal.kind)
    if national.mandatory == "YES" and sure:
        return kind.case("mandatory", proposal.kind)
    if national.is_umum or national.mandatory in {"YES", "PARTLY"}:
        return kind.case("unsure", proposal.kind)
    return kind.case("offered", proposal.kind)


def _follower(national: National, around: Surroundings) -> str:
    """Return the name of what takes its place, as far as the list says so."""
    names = {spelled(name) for name in (national.name, *national.aliases)}
    for each in around.nationals:
        if each.code != national.code and names & set(map(spelled, each.predecessors)):
            return each.name
    return ""


def _binds(national: National, around: Surroundings) -> bool:
    """Tell whether governments of this level are meant; all where nobody said."""
    return not (national.levels and around.level) or around.level in national.levels


def _to_come(national: National, around: Surroundings) -> bool:
    """Tell whether the duty begins in a later year."""
    return bool(around.today and national.since and national.since > around.today.year)


def _confidence(national: National, around: Surroundings) -> str:
    """Return how sure the duty is, as far as the day of the judgement is known."""
    if not around.today:
        return national.confidence
    return trusted(national.confidence, national.last_checked, around.today)


def _same(proposal: Proposal, around: Surroundings, national: National) -> Case:
    """Return the case of what bears the name: what runs already is a use of it."""
    if proposal.kind == "EXISTING":
        return around.kinds[KIND].case("same", proposal.kind)
    return _case(proposal, around, national)


def _probable(
    proposal: Proposal, around: Surroundings, national: National, similar: Similar
) -> Case | None:
    """Return the case that the probability reaches, never graver than its duty."""
    probability = similar.suspicion.duplicate
    kind = around.kinds[KIND]
    case = _case(proposal, around, national)
    possible = kind.case("possible", proposal.kind)
    if case.at <= probability:
        return case
    if possible.at <= probability:
        return min(possible, case, key=lambda each: each.severity.rank)
    function = kind.case("function", proposal.kind)
    if function.at <= probability and of_one_function(similar.suspicion):
        return min(function, case, key=lambda each: each.severity.rank)
    return None


def _duty(national: National, around: Surroundings) -> Iterator[str]:
    """Say for whom and since when it is a duty, on what that rests, and how sure."""
    since = f" sejak {national.since}" if national.since else ""
    basis = f" ({national.basis})" if national.basis else ""
    sure = _confidence(national, around) == "high"
    unsure = "" if sure else "; dasar ini perlu dicocokkan"
    whom = national.for_whom or "pemerintah daerah"
    if national.is_umum:
        yield f"{national.name} ditetapkan sebagai Aplikasi Umum{since}{basis}{unsure}."
    elif national.mandatory == "YES":
        yield f"Wajib bagi {whom}{since}{basis}{unsure}."
    elif national.mandatory == "PARTLY":
        part = national.for_whom or "sebagian pemerintah daerah"
        yield f"Wajib bagi {part}{since}{basis}{unsure}."
    else:
        yield f"Pemakaiannya tidak wajib{basis}."
    if national.mandatory != "NO" and not _binds(national, around):
        yield "Kewajiban itu tidak menyangkut pemerintah daerah setingkat Anda."
    if national.status is Status.PLANNED:
        day = national.planned_live
        planned = f"; rencananya aktif {tanggal(day)}" if day else ""
        yield f"{national.name} belum berjalan{planned}."
    if national.status is Status.PHASING_OUT:
        follower = _follower(national, around)
        told = f"penggantinya {follower}" if follower else "tanyakan penggantinya"
        yield f"{national.name} akan dihentikan; {told}."
    if around.today and not is_fresh(national.last_checked, around.today):
        yield _unchecked(national)


def _unchecked(national: National) -> str:
    """Say why less is trusted in what the list says."""
    if not national.last_checked:
        return "Keterangan ini belum pernah dicocokkan, jadi keyakinannya diturunkan."
    day = tanggal(national.last_checked)
    return (
        f"Terakhir dicocokkan {day}, lebih dari {FRESH_DAYS} hari yang lalu, jadi"
        " keyakinannya diturunkan."
    )

"""Rules about addresses: taken ones, and those outside the government's domain."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from architecture.conflicts.ending import told
from architecture.conflicts.finding import Finding, Subject, SubjectType
from architecture.conflicts.kinds import finding
from architecture.conflicts.similar import subject
from architecture.conflicts.values import (
    Known,
    Proposal,
    Standing,
    Surroundings,
    concerns,
)


def host(address: str) -> str:
    """Return the host of an address without `www.`, empty if it has none.

    >>> host("https://www.Layanan.contoh.go.id:8443/masuk"), host("terpasang di PC")
    ('layanan.contoh.go.id', '')
    """
    parts = _parts(address)
    return parts[0] if parts else ""


def url_taken(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find own applications and registrations at the same address."""
    mine = _parts(proposal.text("url"))
    if not mine:
        return
    for known in around.addresses:
        if known.standing not in {Standing.OWN, Standing.QUEUE}:
            continue
        if concerns(proposal, known) and _parts(known.url) == mine:
            yield finding(
                around.kinds,
                "url_taken",
                proposal.kind,
                subject(known),
                [f"Alamat {''.join(mine)} {_used(known)}.", *told(known)],
                case=_case(known, mine[0], around.web_domain),
            )


def outside_domain(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find that a public address does not lie under the government's own domain."""
    mine = host(proposal.text("url"))
    domain = _domain(around.web_domain)
    national = {host(each.url) for each in around.nationals}
    if mine and domain and mine not in national and not _under(mine, domain):
        yield finding(
            around.kinds,
            "outside_domain",
            proposal.kind,
            Subject(type=SubjectType.FIELD, code="url", name="Alamat (URL)"),
            [f"Alamat {mine} tidak berada di bawah {domain}."],
            words={"domain": domain},
        )


def _case(known: Known, name: str, web_domain: str) -> str:
    """Return the case: only an address that the government gives out can be refused."""
    if known.standing is Standing.QUEUE:
        return "asked"
    domain = _domain(web_domain)
    return "elsewhere" if domain and not _under(name, domain) else ""


def _domain(web_domain: str) -> str:
    return web_domain.casefold().strip().strip(".").removeprefix("www.")


def _under(name: str, domain: str) -> bool:
    return f".{name}".endswith(f".{domain}")


def _used(known: Known) -> str:
    owner = f" milik {known.owner}" if known.owner else ""
    if known.standing is Standing.QUEUE:
        return f"sudah diminta pada usulan {known.title}{owner}"
    return f"sudah dipakai {known.title}{owner}"


def _parts(address: str) -> tuple[str, str] | None:
    """Return host and the rest in one spelling, None where it is no address."""
    text = address.strip().casefold()
    if not text or any(sign.isspace() for sign in text):
        return None
    if "//" not in text:
        text = f"//{text}"
    try:
        split = urlsplit(text)
        name = split.hostname or ""
    except ValueError:
        return None
    if "." not in name or name.replace(".", "").isdigit():
        return None
    query = f"?{split.query}" if split.query else ""
    return name.removeprefix("www."), f"{split.path.rstrip('/')}{query}"

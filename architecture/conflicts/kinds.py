"""The kinds of finding: title, gravity, norm and advice, from one data file."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from architecture.conflicts.finding import Finding, Subject
from architecture.conflicts.severity import Severity

DEFAULT = ""
_BRACES = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One situation of a kind; `at` is the probability from which it holds.

    `title` heads a finding, `label` tells the cases of one kind apart.
    """

    code: str
    label: str
    title: str
    severity: Severity
    norm: str
    advice: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of finding.

    `registrations` are the kinds of registration that it is looked for in; `cases` run
    by case and kind of registration, "" for any; `answers` are those of
    `model.AnswerKind` that fit; `while_typing` tells whether it is worth showing before
    the registration is complete; `confidence` is that of the norm.
    """

    code: str
    title: str
    confidence: str
    registrations: frozenset[str]
    answers: tuple[str, ...]
    while_typing: bool
    position: int
    cases: Mapping[tuple[str, str], Case]

    def case(self, code: str, registration: str) -> Case:
        """Return a case as it reads for a kind of registration; `KeyError` if none."""
        found = self.cases.get((code, registration))
        return found or self.cases[code, ""]

    def reached(self, probability: float) -> str | None:
        """Return the gravest case whose threshold a probability reaches."""
        reached = [
            case
            for (_, registration), case in self.cases.items()
            if not registration and 0 < case.at <= probability
        ]
        return max(reached, key=lambda case: case.at).code if reached else None

    def severities(self) -> frozenset[Severity]:
        """Return every severity that this kind can have."""
        return frozenset(case.severity for case in self.cases.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What one government changed of a case; what is empty is as it was shipped."""

    kind: str
    case: str = DEFAULT
    severity: str = ""
    norm: str = ""
    advice: str = ""
    least: float | None = None


def adjusted(changes: Iterable[Adjustment]) -> Mapping[str, Kind]:
    """Return the kinds as one government has them.

    What is said of a kind itself holds for its cases too, where they say nothing.  What
    names a kind or a case that is not there any more changes nothing.

    >>> adjusted([Adjustment(kind="channels", severity="info")])["channels"].case(
    ...     "", "BUILD"
    ... ).severity.value
    'info'
    """
    by_kind: dict[str, dict[str, dict[str, Any]]] = {}
    for each in changes:
        said = {"severity": each.severity, "norm": each.norm, "advice": each.advice}
        own: dict[str, Any] = {name: text for name, text in said.items() if text}
        if each.least is not None:
            own["at"] = each.least
        by_kind.setdefault(each.kind, {})[each.case] = own
    if not by_kind:
        return kinds()
    return MappingProxyType(
        {
            code: _kind(_changed(row, by_kind[code]), position)
            if code in by_kind
            else kinds()[code]
            for position, (code, row) in enumerate(_rows().items())
        }
    )


def _changed(
    row: Mapping[str, Any], changes: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    cases = [{**each, **changes.get(each["code"], {})} for each in row.get("cases", ())]
    return {**row, **changes.get(DEFAULT, {}), "cases": cases}


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its code, in the order in which people meet them.

    >>> kinds()["duplicate"].reached(0.9)
    'likely'
    """
    rows = enumerate(_rows().values())
    found = (_kind(row, position) for position, row in rows)
    return MappingProxyType({each.code: each for each in found})


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    path = files(__package__) / "data" / "kinds.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["kinds"]
    return MappingProxyType({row["code"]: row for row in rows})


def _kind(row: Mapping[str, Any], position: int) -> Kind:
    return Kind(
        code=row["code"],
        title=row["title"],
        confidence=row["confidence"],
        registrations=frozenset(row["registrations"]),
        answers=tuple(row["answers"]),
        while_typing=row["while_typing"],
        position=position,
        cases=MappingProxyType(dict(_cases(row))),
    )


def _cases(row: Mapping[str, Any]) -> Iterable[tuple[tuple[str, str], Case]]:
    """Return the cases; what one leaves out is as its kind has it."""
    for part in ({"code": DEFAULT}, *row.get("cases", ())):
        code, general = part["code"], {**row, **part}
        yield (code, ""), _case(code, general)
        for registration, own in {
            **row.get("by_registration", {}),
            **part.get("by_registration", {}),
        }.items():
            yield (code, registration), _case(code, _lowered(general, own))


def _lowered(general: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the general case as one kind of registration has it, never graver."""
    merged = {**general, **own}
    severities = Severity(general["severity"]), Severity(merged["severity"])
    merged["severity"] = min(severities, key=lambda each: each.rank)
    return merged


def _case(code: str, row: Mapping[str, Any]) -> Case:
    return Case(
        code=code,
        label=row.get("label", row["title"]) if code else "Umum",
        title=row["title"],
        severity=Severity(row["severity"]),
        norm=row["norm"],
        advice=row["advice"],
        at=float(row.get("at", 0)),
    )


def finding(
    table: Mapping[str, Kind],
    kind: str,
    registration: str,
    subject: Subject,
    reasons: Iterable[str],
    *,
    case: str = DEFAULT,
    scope: str = "",
    score: float | None = None,
    words: Mapping[str, str] = MappingProxyType({}),
) -> Finding:
    """Return a finding with severity, norm and advice of its case in the table.

    `scope` tells apart subjects of one code (codes are unique in a government only);
    `words` are what norm and advice speak of besides the name of the subject.
    """
    chosen = table[kind].case(case, registration)
    spoken = {
        "name": subject.name,
        "owner": subject.owner,
        "government": subject.government,
        **words,
    }
    code = f"{scope}/{subject.code}" if scope else subject.code
    return Finding(
        key=f"{kind}:{code}",
        kind=kind,
        case=case,
        severity=chosen.severity,
        subject=subject,
        reasons=tuple(dict.fromkeys(sentence(each) for each in reasons if each)),
        norm=_filled(chosen.norm, spoken),
        advice=_filled(chosen.advice, spoken),
        score=None if score is None else round(score, 4),
    )


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Return a text with the words in braces that we know put in, others as they are.

    A government may write its own text, so a stray brace must do no harm.

    >>> _filled("Pakai {name}, {lain} {", {"name": "SRIKANDI"})
    'Pakai SRIKANDI, {lain} {'
    """
    return _BRACES.sub(lambda found: words.get(found[1], found[0]), text)


def sentence(text: str) -> str:
    """Return a text on one line that ends like a sentence.

    >>> sentence("e-Surat  sudah dipakai")
    'e-Surat sudah dipakai.'
    """
    text = " ".join(text.split())
    return text if not text or text[-1] in ".?!…:" else f"{text}."

"""Say for every row of an import what will happen and why, without doing it.

The order of questions: is it an application at all, whose is it, does its code name
one that exists, is it a national one, which other rows mean the same, does the
inventory have it, and is something likely the same.
"""

from collections.abc import Sequence
from dataclasses import replace

from architecture.exchange.inventories.actions import Kind, Plan
from architecture.exchange.inventories.assigning import Assigner
from architecture.exchange.inventories.cells import too_long
from architecture.exchange.inventories.grouping import (
    Group,
    Member,
    group,
    merged,
    owner_of,
)
from architecture.exchange.inventories.known import (
    Existing,
    Known,
    Likely,
    Value,
    label,
)
from architecture.exchange.inventories.ledger import Ledger, Target, use_note
from architecture.exchange.inventories.matching import Answer, Inventory, difference
from architecture.exchange.inventories.national import Match, Nationals, Strength
from architecture.exchange.inventories.noticing import (
    Addresses,
    group_warnings,
    home_domain,
    new_reasons,
    notes_of,
)
from architecture.exchange.inventories.rows import Row


def plan(rows: Sequence[Row], known: Known) -> Plan:
    """Return one action for every row, in the order of the rows.

    Equal rows and equal knowledge give an equal plan.
    """
    assigner = Assigner(known)
    assignment = assigner.assign(rows)
    preview = _Preview(rows, known, assigner, Ledger(assignment.places))
    preview.run(rows)
    actions = tuple(preview.ledger.actions[row.number] for row in rows)
    return Plan(
        actions=actions,
        offices=tuple(assignment.created),
        notes=(*assignment.notes, *notes_of(rows, actions)),
    )


class _Preview:
    """One preview while it is made; every method writes the actions of some rows."""

    def __init__(
        self, rows: Sequence[Row], known: Known, assigner: Assigner, ledger: Ledger
    ) -> None:
        self.ledger = ledger
        self._known = known
        self._assigner = assigner
        self._nationals = Nationals(known.national, home_domain(rows))
        self._inventory = Inventory((*known.applications, *known.merged))
        self._standing = {each.id: each for each in known.applications}
        self._addresses = Addresses(rows, known.applications)
        self._maybe: dict[int, Match] = {}
        self._targets = {each.id: Target.of(each) for each in known.applications}
        self._targets |= {each.id: Target.of(each) for each in known.national}

    def run(self, rows: Sequence[Row]) -> None:
        """Ask the questions in their order."""
        members = [member for row in rows if (member := self._member(row))]
        members = [member for member in members if not self._coded(member)]
        groups = group(self._national(members))
        for each, answer in zip(groups, self._inventory.match(groups), strict=True):
            warnings = group_warnings(each, answer)
            if answer.existing and answer.existing.merged_into:
                self._merged_group(each.members, answer.existing, warnings)
            elif answer.existing:
                self._known_group(each, answer.existing, warnings)
            else:
                self._new_group(each, answer, warnings)

    def _member(self, row: Row) -> Member | None:
        place = self._assigner.place(row)
        noted = self._with_notes(row, place.note)
        if row.ignored:
            self.ledger.write(row, "", Kind.IGNORED, reasons=(row.ignored,))
        elif row.problems:
            self.ledger.write(row, "", Kind.REFUSED, reasons=row.problems)
        elif place.office is None:
            self.ledger.write(row, "", Kind.REFUSED, reasons=(place.refusal,))
        elif told := too_long("notes", noted.values.get("notes", "")):
            self.ledger.write(row, "", Kind.REFUSED, reasons=(told,))
        else:
            return Member(noted, place.office)
        return None

    def _with_notes(self, row: Row, note: str) -> Row:
        """Keep what the place notes, and a code that is none of ours."""
        notes = [str(row.values.get("notes", "")), note]
        ours = not row.code or self._inventory.by_code(row.code) is not None
        notes += [] if ours else [f"Kode di daftar asal: {row.code}"]
        told = "\n".join(each for each in notes if each)
        if not told:
            return row
        code = row.code if ours else ""
        return replace(row, code=code, values={**row.values, "notes": told})

    def _coded(self, member: Member) -> bool:
        row = member.row
        existing = self._inventory.by_code(row.code) if row.code else None
        if existing is None or not self._inventory.take(existing):
            return False
        warnings: tuple[str, ...] = ()
        if row.organisation and member.office.code != existing.organisation:
            warnings = (
                f"{existing.code} milik perangkat daerah lain; pemiliknya tidak diubah "
                "oleh impor.",
            )
        if existing.merged_into:
            self._merged_group([member], existing, ())
        else:
            self._compare(member, [member], existing, warnings, by_code=True)
        return True

    def _national(self, members: Sequence[Member]) -> list[Member]:
        """Turn rows of listed national applications into uses; return the others."""
        found = {
            member.row.number: match
            for member in members
            if not member.row.parts
            and not member.row.is_website
            and (match := self._nationals.find(member.row))
        }
        sure = {
            match.national.id
            for match in found.values()
            if match.strength is Strength.SURE
        }
        rest = []
        for member in members:
            match = found.get(member.row.number)
            if match and self._is_sure(member.row, match, sure):
                told = f"Dicatat sebagai pemakaian {match.national.name}."
                self.ledger.use(
                    member,
                    Target.of(match.national),
                    (*match.reasons, told),
                    match.warnings,
                )
                continue
            if match:
                self._maybe[member.row.number] = match
            rest.append(member)
        return rest

    def _is_sure(self, row: Row, match: Match, sure: set[int]) -> bool:
        """Follow other rows of the file where a row alone says it is local."""
        if match.strength is Strength.SURE:
            return True
        contradicted = row.owner.national is False and match.national.id in sure
        return contradicted and not self._nationals.is_local(row.url)

    def _known_group(
        self, rows: Group, existing: Existing, warnings: tuple[str, ...]
    ) -> None:
        home = existing.organisation
        own = [each for each in rows.members if each.office.code == home]
        if own:
            leader, _ = owner_of(own, self._assigner.offices)
            self._compare(leader, rows.members, existing, warnings)
            for member in own:
                if member is not leader:
                    self.ledger.follow(member, leader)
        told = f"{existing.code} {existing.name} sudah ada; dicatat sebagai pemakaian."
        for member in rows.members:
            if member.office.code == home:
                continue
            if member.row.is_website:
                self.ledger.stand(member, existing)
            else:
                self.ledger.use(member, Target.of(existing), (told,), warnings)

    def _merged_group(
        self, rows: Sequence[Member], existing: Existing, warnings: tuple[str, ...]
    ) -> None:
        """Let rows that name what was merged mean what stands for it, unchanged."""
        standing = self._standing[existing.merged_into]
        told = (
            f"{existing.code} {existing.name} sudah digabung ke {standing.code} "
            f"{standing.name}; isiannya tidak diubah oleh impor."
        )
        for member in rows:
            if member.row.is_website or member.office.code == standing.organisation:
                self.ledger.mean(member, standing, (told,), warnings)
            else:
                self.ledger.use(member, Target.of(standing), (told,), warnings)

    def _compare(
        self,
        leader: Member,
        members: Sequence[Member],
        existing: Existing,
        warnings: tuple[str, ...],
        *,
        by_code: bool = False,
    ) -> None:
        without = leader.row.guessed if by_code else {"name", *leader.row.guessed}
        stated = merged(leader, members)
        after, before = difference(existing.values, stated, frozenset(without))
        if told := too_long("notes", after.get("notes", "")):
            told = f"{existing.code} sudah punya catatan. {told}"
            self.ledger.write(
                leader.row, leader.office.code, Kind.REFUSED, reasons=(told,)
            )
            return
        self.ledger.write(
            leader.row,
            leader.office.code,
            Kind.UPDATE if after else Kind.SAME,
            values=after,
            before=before,
            application_id=existing.id,
            reasons=(
                f"Sudah ada dalam inventaris sebagai {existing.code} {existing.name}.",
                "Ada isian yang berubah." if after else "Tidak ada yang berubah.",
            ),
            warnings=warnings,
        )

    def _new_group(
        self, rows: Group, answer: Answer, warnings: tuple[str, ...]
    ) -> None:
        leader, why = owner_of(rows.members, self._assigner.offices)
        row, office = leader.row, leader.office.code
        values = merged(leader, rows.members)
        likely = self._likely(rows, leader, values, answer)
        if likely and self._known.accept_suggestions:
            self._accept(rows, likely[0], warnings)
            return
        kind = Kind.SUGGESTION if likely else Kind.NEW
        kind = Kind.WEBSITE if row.is_website else kind
        candidate = rows.national and kind is not Kind.WEBSITE
        self.ledger.write(
            row,
            office,
            kind,
            values=values,
            users=(office,) if candidate else (),
            note=use_note(row) if candidate else "",
            candidate_national=candidate,
            likely=likely,
            reasons=new_reasons(rows, kind, why, likely),
            warnings=(*warnings, *self._addresses.warnings(row)),
        )
        for member in rows.members:
            if member is not leader:
                self.ledger.join(member, leader, warnings)

    def _likely(
        self, rows: Group, leader: Member, values: dict[str, Value], answer: Answer
    ) -> tuple[Likely, ...]:
        """Return what may be the same, the likeliest first; websites are not asked."""
        if leader.row.is_website:
            return ()
        found = [
            match.likely()
            for member in rows.members
            if (match := self._maybe.get(member.row.number))
        ]
        found += [
            Likely(
                application_id=each.id,
                code=each.code,
                name=each.name,
                score=0.8,
                reasons=("Nama dan fungsinya cocok, tetapi ada lebih dari satu.",),
            )
            for each in answer.unsure
        ]
        if self._known.similar:
            found += self._known.similar(values, leader.office.code)
        unique = {each.application_id: each for each in reversed(found)}
        return tuple(
            sorted(unique.values(), key=lambda each: (-each.score, each.application_id))
        )

    def _accept(self, rows: Group, likely: Likely, warnings: tuple[str, ...]) -> None:
        target = self._targets.get(likely.application_id)
        target = target or Target(likely.application_id, "", frozenset())
        told = f"Dugaan diterima: sama dengan {label(likely.code, likely.name)}."
        for member in rows.members:
            self.ledger.use(member, target, (told, *likely.reasons), warnings)

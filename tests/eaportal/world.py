"""Two governments with everybody in them, for tests of who may open what.

What only one government may know bears its `Side.mark`, what only one office may know
its `Side.private`: a page that shows the word to somebody else has told too much.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import (
    consolidating,
    elements,
    handing,
    history,
    inventory,
    letters,
    merging,
    planning,
    restructuring,
    rulebook,
    scheduling,
    scope,
    suspecting,
)
from architecture.classifying import own as own_codes
from architecture.conflicts import Finding, Severity, Subject, SubjectType
from architecture.consolidating import Plan
from architecture.elements import custom
from architecture.exchange import importing
from architecture.exchange.archimate import keeping as archimate
from architecture.exchange.book import keeping
from architecture.layers import FieldKind, Layer, Sharing, Status, Verb
from architecture.model import (
    Account,
    Application,
    Claim,
    CodeQuestion,
    Comment,
    Document,
    Element,
    Fate,
    ImportState,
    Job,
    JobState,
    Organisation,
    Outcome,
    PlanLineState,
    PlanState,
    ReferenceCode,
    Registration,
    RegistrationKind,
    Release,
    SavedFilter,
    StepKind,
    StepState,
    now,
)
from architecture.referencing import NATIONAL_ROOT
from architecture.registration import drafting, submitting
from architecture.roles import Field, Role
from architecture.rulebook import TechnologyDetails
from architecture.selecting import Wish, wish_to_json
from architecture.similar import similar
from architecture.suspecting.sweeping import Likeness
from eaportal import storage
from eaportal.exchange.archimate import work as modelling
from eaportal.exchange.book import work
from eaportal.inventory import downloads
from eaportal.letters import making
from eaportal.selecting import showing
from eaportal.selecting import work as selecting
from tests import make
from tests.architecture.registration.office import Office, in_review

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

HOSTILE = "<script>alert(1)</script> `${x}` \"'{{ 7 * 7 }}"
"""Stands in names of everything; no page may show it but as a text."""

OTHER_OPERATOR = "operator OPD lain"
OTHER_HEAD = "kepala OPD lain"
NOBODY = "akun tanpa jabatan"

OF_KOMINFO = (Role.REVIEWER, Role.VALIDATOR, Role.SIGNATORY, Role.ARCHITECT)
"""Who sits in the office that reviews; its own proposals are not theirs to decide."""


@dataclass
class Side:
    """One of the two governments: its people by role, and ids of what it has."""

    mark: str
    private: str
    office: Office
    other: Organisation
    people: dict[str, Account] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    """The two governments, and an account that holds no post."""

    own: Side
    foreign: Side
    nobody: Account


def build(session: Session) -> World:
    """Make both governments; within the context of a portal, for files are kept."""
    similar.forget()
    _codes(session)
    own = _side(session, "Kota Satu", "Zamrud", "Kecubung")
    foreign = _side(session, "Kabupaten Dua", "Pualam", "Mirah")
    national = _national(session)
    own.ids |= national
    foreign.ids |= national
    nobody = make.account(session, name="Tanpa Jabatan")
    for each in (*own.people.values(), *foreign.people.values(), nobody):
        session.refresh(each)
    session.expunge_all()  # else they expire with the session
    return World(own, foreign, nobody)


def _side(session: Session, name: str, mark: str, private: str) -> Side:
    government = make.government(session, name)
    kominfo = make.office(session, f"Kominfo {mark}", of=government, is_kominfo=True)
    dinas = make.office(session, f"Dinas {mark} {HOSTILE}", of=government)
    other = make.office(session, f"Badan {name}", of=government)
    side = Side(mark, private, Office(session, government, kominfo, dinas), other)
    _people(session, side)
    _applications(session, side)
    _plan(session, side)
    _registrations(session, side)
    _letter(session, side)
    _import(session, side)
    _restructuring(session, side)
    _handover(session, side)
    _jobs(session, side)
    history.seal(session, by="uji")
    session.commit()
    recorded = session.get_one(Application, side.ids["hidden"])
    side.ids["entry"] = history.of(session, recorded)[-1].entry_id
    return side


def _codes(session: Session) -> None:
    """Let a few reference codes be in force."""
    release = Release(name="0", current=True)
    session.add(release)
    session.flush()
    for code, parent in (("RAB.01", None), ("RAB.01.01", "RAB.01")):
        session.add(
            ReferenceCode(
                release_id=release.id,
                code=code,
                parent=parent,
                domain="RAB",
                level=code.count("."),
                name=f"Pendidikan {code}",
            )
        )
    session.commit()


def _national(session: Session) -> dict[str, int]:
    """Put one application on the list of national ones."""
    centre = make.national(session, "Instansi pusat")
    centre.code = NATIONAL_ROOT
    made = inventory.add(session, centre, {"name": "Aplikasi Pusat Bersama"})
    made.national = {"mandatory": "NO", "aliases": [], "predecessors": []}
    question = CodeQuestion(
        government_id=centre.id,
        release_id=session.scalar(select(Release.id)),
        element_id=made.id,
        code="RAB.01.01",
        change="WITHDRAWN",
    )
    session.add(question)
    session.flush()
    return {"national": made.id, "national_question": question.id}


def _architecture(session: Session, side: Side, application: Any) -> None:
    """Add a server on which the application runs, and a service without relations."""
    server = elements.add(
        session,
        side.office.dinas,
        Layer.INFRASTRUCTURE,
        {
            "name": f"Server {side.mark} {HOSTILE}",
            "kind": "SERVER",
            "location": f"Gudang {side.private}",
        },
    )
    relation = elements.relate(
        session,
        application,
        Verb.RUNS_ON,
        server,
        attributes={"note": f"Catatan {side.mark} {HOSTILE}"},
    )
    service = elements.add(
        session, side.office.dinas, Layer.SERVICE, {"name": f"Layanan {side.mark}"}
    )
    comments = [
        Comment(
            element_id=server.id,
            account_id=side.people["OPERATOR"].id,
            text=f"Tanya {side.mark} {HOSTILE}",
        )
        for _ in range(2)
    ]
    comments[1].settled_at = now()
    comments[1].settled_by_id = side.people["OPERATOR"].id
    shared = SavedFilter(
        government_id=side.office.government.id,
        page="infrastruktur",
        name=f"Saringan {side.mark} {HOSTILE}",
        asked={"cari": f"{side.mark} {HOSTILE}"},
    )
    front = SavedFilter(
        government_id=side.office.government.id,
        page="peta-sekitar",
        name=f"Peta {side.mark} {HOSTILE}",
        asked={"fokus": str(server.id)},
        front=True,
    )
    session.add_all([*comments, shared, front])
    session.flush()
    side.ids["shared_filter"] = shared.id
    side.ids["shared_map"] = front.id
    side.ids |= {"comment": comments[0].id, "settled": comments[1].id}
    root = side.office.government.id
    fields = [
        custom.add_field(
            session,
            root,
            Layer.INFRASTRUCTURE,
            custom.FieldDetails(label=f"{word} {side.mark}", kind=FieldKind.LINE),
        )
        for word in ("Rak", "Lemari")
    ]
    custom.end_field(session, fields[1], on=date(2026, 1, 1))
    custom.offer_word(session, root, "sifat data", f"Rahasia {fields[0].id}")
    question = CodeQuestion(
        government_id=root,
        release_id=session.scalar(select(Release.id)),
        element_id=service.id,
        code="RAB.01.01",
        change="WITHDRAWN",
    )
    session.add(question)
    session.flush()
    side.ids |= {
        "question": question.id,
        "own_field": fields[0].id,
        "ended_field": fields[1].id,
        "server": server.id,
        "relation": relation.id,
        "service": service.id,
    }


def _people(session: Session, side: Side) -> None:
    at = side.office
    for role in Role:
        place = at.government
        if role in {Role.OPERATOR, Role.HEAD}:
            place = at.dinas
        elif role in OF_KOMINFO:
            place = at.kominfo
        side.people[role.name] = make.account(
            session, role, place, name=f"{role.name.title()} {side.mark}"
        )
    for who, role in ((OTHER_OPERATOR, Role.OPERATOR), (OTHER_HEAD, Role.HEAD)):
        side.people[who] = make.account(
            session, role, side.other, name=f"{role.name.title()} Badan {side.mark}"
        )
    roles = {"reviewer": "REVIEWER", "operator": "OPERATOR", "signatory": "SIGNATORY"}
    at.accounts.update({who: side.people[role] for who, role in roles.items()})
    for of_field in Field:
        at.accounts[of_field.name] = make.account(
            session, Role.VALIDATOR, at.kominfo, field=of_field
        )
    extra = make.account(
        session, Role.LEADER, at.dinas, name=f"Ganda {side.mark} {HOSTILE}"
    )
    post = make.post(session, extra, Role.PLANNER, at.dinas)
    side.ids |= {"account": extra.id, "post": post.id, "dinas": at.dinas.id}
    side.ids |= {"government": at.government.id, "other": side.other.id}
    side.ids["own_code"] = own_codes.add(
        session, at.government.id, "RAB.01.01", f"Kode {side.mark} {HOSTILE}"
    ).id
    listed = TechnologyDetails(name=f"Bahasa {side.mark}")
    side.ids["technology"] = rulebook.state(session, at.government, listed).id


def _applications(session: Session, side: Side) -> None:
    def add(of: Organisation, name: str, **life: Any) -> Any:
        stated = {
            "name": name,
            "function": "Mencatat kunjungan kapal nelayan.",
            "vendor": f"PT {side.private}",
            "technical_manager": f"Bapak {side.mark}",
        }
        return inventory.add(session, of, stated, **life)

    hidden = add(
        side.office.dinas, f"Arsip {side.mark} {HOSTILE}", sharing=Sharing.NOTHING
    )
    planned = add(side.office.dinas, f"Rencana {side.mark}", status=Status.PLANNED)
    secret = add(side.office.dinas, f"Sandi {side.mark}", sensitive=True)
    shared = add(
        side.other,
        f"Tambatan Perahu {side.office.government.name}",
        sharing=Sharing.NAME_AND_FUNCTION,
    )
    candidate = add(
        side.office.dinas,
        f"Aplikasi Pusat {side.office.government.name} {HOSTILE}",
        candidate_national=True,
        sharing=Sharing.NOTHING,
    )
    [made] = scheduling.plan(
        session,
        hidden,
        {"vendor": f"PT {side.private} Baru"},
        on=date(2099, 1, 1),
        note=f"Rencana {side.mark} {HOSTILE}",
    )
    side.ids["intended"] = made.id
    use = inventory.start_use(
        session, shared, side.office.dinas, note=f"Catatan {side.mark} {HOSTILE}"
    )
    twin = add(
        side.office.dinas, f"Buku Tamu {side.mark} {HOSTILE}", sharing=Sharing.NOTHING
    )
    session.flush()
    double = add(side.office.dinas, f"Perahu {side.mark}", sharing=Sharing.NOTHING)
    _merge(session, side, secret, double)
    _suspicions(session, side, [hidden, twin, planned])
    _cases(session, side, [hidden, twin, candidate, secret])
    _architecture(session, side, hidden)
    side.ids |= {
        "hidden": hidden.id,
        "twin": twin.id,
        "planned": planned.id,
        "secret": secret.id,
        "shared": shared.id,
        "candidate": candidate.id,
        "use": use.id,
    }


def _merge(session: Session, side: Side, survivor: Any, merged: Any) -> None:
    """Merge two records; what was merged is counted no more."""
    root = scope.full(side.office.government.id)
    seen = merging.foresee(session, root, survivor.id, merged.id)
    side.ids["merge"] = merging.merge(
        session,
        root,
        survivor.id,
        merged.id,
        choices={},
        reason=f"Sama {side.mark} {HOSTILE}",
        token_seen=seen.token,
    ).id


def _cases(session: Session, side: Side, some: list[Any]) -> None:
    """Talk about two applications, and decide about two others."""
    root = scope.full(side.office.government.id)
    made = []
    for pair in (some[:2], some[2:]):
        keys = [each.id for each in pair]
        title = f"Kasus {side.mark} {HOSTILE}"
        case = consolidating.open_case(
            session, root, side.office.government.id, keys, title
        )
        session.flush()
        session.refresh(case)
        made.append(case)
    decided = made[1]
    kept, joined = (each.application_id for each in decided.members)
    plans = {
        kept: Plan(fate=Fate.KEEP),
        joined: Plan(fate=Fate.JOIN, into=kept, reason=f"Sama {side.mark}"),
    }
    consolidating.plan(session, decided, plans, seen=decided.version)
    session.flush()
    consolidating.decide(
        session,
        decided,
        f"Satu saja {side.mark} {HOSTILE}",
        viewer=side.office.viewer("signatory"),
        seen=decided.version,
    )
    (letter,) = letters.of_case(session, decided)
    side.ids |= {"case": made[0].id, "settled": decided.id, "case_letter": letter.id}
    side.ids["step"] = decided.steps[0].id


def _suspicions(session: Session, side: Side, some: list[Any]) -> None:
    """Suspect all of them of the same work, as a sweep would, and as one family."""
    government = side.office.government.id
    keys = sorted(each.id for each in some)
    likeness = Likeness(duplicate=0.9, overlap=0.1, name_conflict=False)
    pairs = dict.fromkeys(combinations(keys, 2), likeness)
    families = [{"label": f"Situs {side.mark}", "members": keys}]
    suspecting.keep(session, suspecting.Swept(government, 0, pairs, families, {}))


def _plan(session: Session, side: Side) -> None:
    government = side.office.government
    plan = planning.create_plan(
        session,
        government,
        planning.PlanDetails(
            title=f"Peta {side.mark} {HOSTILE}",
            from_year=2024,
            to_year=2028,
            regulation="Perwali 1/2024",
            set_on=date(2024, 1, 2),
        ),
        state=PlanState.SET,
    )
    review = planning.begin_review(session, plan)
    line = planning.add_line(
        session,
        review,
        planning.LineDetails(
            code=f"R-{side.mark}", muatan=planning.APPLICATIONS, name=f"Reviu {HOSTILE}"
        ),
        organisation=side.office.dinas,
        state=PlanLineState.DRAFTED,
    )
    proposed = planning.propose(
        session,
        government.id,
        name=f"Usulan {side.mark} {HOSTILE}",
        organisation=side.office.dinas,
        element=None,
        source="Uji",
        year=2026,
    )
    side.ids |= {"plan": plan.id, "plan_draft": review.id, "plan_line": line.id}
    side.ids["proposed"] = proposed.id if proposed else 0
    planning.add_line(
        session,
        plan,
        planning.LineDetails(
            code=f"A-{side.mark}",
            muatan=planning.APPLICATIONS,
            name=f"Membangun {side.mark} {HOSTILE}",
        ),
        organisation=side.office.dinas,
        state=PlanLineState.APPROVED,
        element=None,
    )


def _registrations(session: Session, side: Side) -> None:
    at = side.office
    draft = _drafted(session, side, at.dinas, f"Draf {side.private} {HOSTILE}")
    waiting = _drafted(session, side, at.dinas, f"Menunggu {side.private} {HOSTILE}")
    submitting.submit(session, waiting)
    twin = Finding(
        key="duplicate:uji",
        kind="duplicate",
        case="likely",
        severity=Severity.WARNING,
        subject=Subject(
            type=SubjectType.APPLICATION,
            code="DAA-0001",
            name=f"Arsip {side.mark} {HOSTILE}",
            id=side.ids["hidden"],
        ),
        reasons=("Fungsinya sama.",),
        norm="",
        advice="Hubungi pemiliknya.",
    )
    review = in_review(at, findings=[twin], name=f"Telaah {side.mark} {HOSTILE}")
    for claiming in (draft, review):
        session.add(Claim(registration_id=claiming.id, national="SRIKANDI"))
    beside = in_review(at, findings=[], name=f"Pembanding {side.mark} {HOSTILE}")
    of_kominfo = in_review(at, of=at.kominfo, findings=[], name=f"Milik {side.mark}")
    outside = in_review(
        at, findings=[], name=f"Tertutup {side.mark}", licence="PROPRIETARY"
    )
    paper = _paper(session, side, outside, "PERTIMBANGAN")
    external = next(each for each in outside.steps if each.external)
    external.state, external.document_id = StepState.OPEN, paper
    side.ids |= {
        "draft": draft.id,
        "draft_document": _paper(session, side, draft, "KAK"),
        "waiting": waiting.id,
        "review": review.id,
        "document": _paper(session, side, review, "KAK"),
        "step": at.step(review, "COMPLETENESS").id,
        "beside": beside.id,
        "of_kominfo": of_kominfo.id,
        "kominfo_step": at.step(of_kominfo, "COMPLETENESS").id,
        "outside": outside.id,
        "outside_step": external.id,
    }
    at.keep(review)


def _drafted(
    session: Session, side: Side, office: Organisation, name: str
) -> Registration:
    made = drafting.start(
        session,
        office,
        RegistrationKind.EXISTING,
        account=side.people["OPERATOR"].id,
    )
    stated = {
        "name": name,
        "description": "Mencatat letak terumbu karang dari hasil selam.",
        "function": "Menyimpan titik selam dan menghitung tutupan karang.",
    }
    return drafting.save(session, made, stated) or made


def _paper(
    session: Session, side: Side, registration: Registration | None, kind: str
) -> int:
    """Add a file that is really kept; return its id."""
    file = storage.keep(PDF, f"{kind}.pdf", "application/pdf")
    document = Document(
        **asdict(file), kind=kind, government_id=side.office.government.id
    )
    document.registration_id = registration.id if registration else None
    session.add(document)
    session.flush()
    return document.id


def _letter(session: Session, side: Side) -> None:
    at = side.office
    decided = at.to_signature(
        in_review(at, findings=[], name=f"Terbit {side.mark} {HOSTILE}")
    )
    at.say(decided, "SIGNATURE", "signatory")
    [letter] = letters.of_registration(session, decided)
    letter.signed_document_id = _paper(session, side, None, "SURAT_BERTANDA_TANGAN")
    made = making.ask(session, letter, account=side.people["SIGNATORY"].id)
    made.state = JobState.DONE
    kept = {"key": storage.current().write(PDF), "size": len(PDF)}
    made.result = {"files": {"pdf": kept, "docx": kept}}
    side.ids |= {"decided": decided.id, "letter": letter.id, "token": letter.token}
    refused = at.to_signature(
        in_review(at, findings=[], name=f"Cabut {side.mark} {HOSTILE}"),
        outcome=Outcome.REFUSED,
        reason=f"Sudah ada {side.mark}.",
    )
    at.say(refused, "SIGNATURE", "signatory")
    [withdrawn] = letters.of_registration(session, refused)
    letters.withdraw(session, withdrawn, f"Salah alamat {HOSTILE}")
    side.ids["withdrawn"] = withdrawn.id


def _handover(session: Session, side: Side) -> None:
    """Offer an application to another office."""
    row = handing.offer(
        session,
        side.office.viewer("operator"),
        session.get_one(Element, side.ids["twin"]),
        side.other,
        f"Alasan {HOSTILE}",
        today=date.today(),  # noqa: DTZ011
    )
    side.ids["handover"] = row.id


def _restructuring(session: Session, side: Side) -> None:
    """Draft a split of an office, with a name that no page may run."""
    root = side.office.government
    row = restructuring.draft(
        session, scope.full(root.id), root, f"SOTK {side.mark} {HOSTILE}"
    )
    parts = tuple(
        restructuring.Target(code=f"P{number}-{side.mark}", name=f"Bagian {HOSTILE}")
        for number in (1, 2)
    )
    step = restructuring.StepDetails(
        kind=StepKind.SPLIT, sources=(side.office.dinas.id,), targets=parts
    )
    made = restructuring.add_step(session, row, step, seen=row.version)
    session.flush()
    side.ids |= {"sotk": row.id, "sotk_step": made.id}


def _import(session: Session, side: Side) -> None:
    government = side.office.government
    file = storage.keep(b"Nama Aplikasi\nUji\n", f"{side.mark}.csv", "text/csv")
    upload = importing.begin(
        session, government, file, account=side.people["ADMINISTRATOR"].id
    )
    upload.state = ImportState.PREVIEWED
    upload.headers = ["Nama Aplikasi"]
    upload.sheets = ["Lembar1"]
    upload.mapping = {"name": "Nama Aplikasi"}
    upload.options = {"mend": _paper(session, side, None, "IMPORT"), "rows": 1}
    session.flush()
    side.ids["import"] = upload.id
    architect = side.people["ARCHITECT"].id
    file = storage.keep(b"PK", f"{side.mark}.xlsx", "application/octet-stream")
    book = keeping.begin(session, government, file, account=architect)
    book.state = ImportState.PREVIEWED
    book.counts = {"Aplikasi": {"CHANGED": 1}}
    book.sheets = ["Aplikasi"]
    book.options = {"mend": _paper(session, side, None, "IMPORT"), "notes": []}
    session.flush()
    side.ids["workbook"] = book.id
    file = storage.keep(b"<model/>", f"{side.mark}.xml", "application/xml")
    model = archimate.begin(
        session, government, file, owner=government.id, account=architect
    )
    model.state = ImportState.PREVIEWED
    model.options = {
        "owner": government.id,
        "model": f"Model {side.mark}",
        "writes": True,
        "notes": [],
    }
    session.flush()
    side.ids["model"] = model.id


def _jobs(session: Session, side: Side) -> None:
    operator = side.people["OPERATOR"].id
    file = storage.current().write(b"PK")
    common = {"account_id": operator, "state": JobState.DONE}
    waits = Job(kind="letter", account_id=operator, message=f"Surat {side.mark}")
    asked = {"asked": downloads.to_json(inventory.Filters())}
    sheet, book, drawing = (
        {"file": file, "name": name, "posts": []}
        for name in ("daftar.xlsx", "buku.xlsx", "model.xml")
    )
    done = Job(kind=downloads.KIND, arguments=asked, result=sheet, **common)
    written = Job(kind=work.WRITE, result=book, **common)
    drawn = Job(
        kind=modelling.WRITE,
        account_id=side.people["ARCHITECT"].id,
        state=JobState.DONE,
        result=drawing,
    )
    looked = Job(
        kind=selecting.PREVIEW,
        account_id=side.people["ARCHITECT"].id,
        state=JobState.DONE,
        arguments=_selection(side),
        result={"file": storage.current().write(_looked(side))},
    )
    session.add_all([waits, done, written, drawn, looked])
    session.flush()
    side.ids |= {"job": waits.id, "sheet_job": done.id, "book_job": written.id}
    side.ids |= {"model_job": drawn.id, "look_job": looked.id}


def _selection(side: Side) -> dict[str, Any]:
    """Return what the worker is asked for a selection of one server."""
    wish = Wish(name="location", value="Gudang", reason=f"Uji {side.mark}")
    return {
        "layer": Layer.INFRASTRUCTURE.name,
        "government": side.office.government.id,
        "edit": None,
        "keys": [side.ids["server"]],
        "wish": wish_to_json(wish),
        "back": "/arsitektur/infrastruktur/",
        "selection": {},
    }


def _looked(side: Side) -> bytes:
    """Return the preview that the worker kept of it, one that holds no more."""
    row = showing.Row(
        side.ids["server"], "DAI-0001", side.mark, "Dinas", "", "Gudang", "", False
    )
    return showing.to_file(
        showing.Preview(
            label="Lokasi",
            counts={"CHANGES": 1, "STAYS": 0, "REFUSED": 0},
            rows={"CHANGES": [row], "STAYS": [], "REFUSED": []},
            seals={side.ids["server"]: "00000000"},
        )
    )

"""For any model and any edits: what is unchanged stays, what is edited comes out.

The models are of random elements in all layers, with values of every kind of field,
own ones too, and relations that the rules allow.
"""

import string
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from architecture import history, referencing
from architecture.elements.changes import ChangeSet, NewElement, NewRelation
from architecture.elements.changes import apply as apply_changes
from architecture.exchange.book.applying import apply
from architecture.exchange.book.cells import said
from architecture.exchange.book.reading import unescaped
from architecture.layers import (
    FIELDS,
    RELATION_FIELDS,
    Field,
    FieldKind,
    Layer,
    Status,
    StrategyKind,
    verbs_between,
)
from architecture.model import CustomField
from architecture.reference import wordlists
from eaportal import db
from tests import make
from tests.architecture.exchange.book.make import cells, exported, foreseen

EXAMPLES = 25
ODD = "=+-@'\"<>&_x0041_;,/\\\n\t é漢😀\u200b\u00a0"
CODES = ["RAB.09.06", "RAL.02.04"]
signs = st.sampled_from(string.ascii_letters + string.digits + ODD)
TRICKS = ["_x0041_ dan _x000D_", "=1+1", "'a", "007", "1,5", "2026-01-01", "#N/A!"]
texts = st.sampled_from(TRICKS) | st.text(signs, max_size=25)
names = texts.map(lambda each: " ".join(f"N {each}".split()))
days = st.dates(date(1981, 1, 1), date(2099, 12, 31))
OWN = [
    Field(name="x_teks", label="Teks kami", kind=FieldKind.TEXT, custom=True),
    Field(name="x_hari", label="Hari kami", kind=FieldKind.DATE, custom=True),
    Field(
        name="x_kata",
        label="Kata kami",
        kind=FieldKind.WORD,
        options=("satu", "dua; tiga"),
        custom=True,
    ),
]


WORDS = {
    name: [word for word, _source in words] for name, words in wordlists.lists().items()
}

ONE_OF = (FieldKind.CHOICE, FieldKind.WORD)
SOME_OF = (FieldKind.CHOICES, FieldKind.WORDS, FieldKind.CODES)
FREE = {
    FieldKind.MONEY: st.integers(0, 10**13).map(lambda each: Decimal(each) / 100),
    FieldKind.DECIMAL: st.integers(-(10**4), 10**4).map(lambda e: Decimal(e) / 100),
    FieldKind.DATE: days,
    FieldKind.YEAR: st.integers(1980, 2100),
    FieldKind.URL: st.sampled_from(["https://contoh.go.id/a?b=1&c", "contoh.go.id"]),
    FieldKind.LINE: texts.map(lambda each: " ".join(each.split())),
    FieldKind.TEXT: texts.map(str.strip),
}


def value_of(field: Field) -> st.SearchStrategy:
    """Return what may be stated in a field."""
    offered = list(field.members) or list(field.options) or WORDS.get(field.words, [])
    if field.kind in ONE_OF:
        return st.sampled_from(offered or ["kata", "dua kata"])
    if field.kind in SOME_OF:
        return st.lists(st.sampled_from(offered or CODES), unique=True)
    if field.kind is FieldKind.NUMBER:
        return st.integers(0, min(field.most, 10**6))
    return FREE[field.kind]


@st.composite
def stated(draw: st.DrawFn, layer: Layer) -> dict:
    """Draw what is said of an element of a layer."""
    fields = [each for each in (*FIELDS[layer], *OWN) if each.name != "name"]
    some = draw(
        st.lists(st.sampled_from(fields), unique_by=lambda f: f.name, max_size=8)
    )
    values = {each.name: draw(value_of(each)) for each in some}
    values["name"] = draw(names)
    if layer is Layer.STRATEGY:
        values["kind"] = draw(st.sampled_from(list(StrategyKind.__members__)))
    return values


@st.composite
def models(draw: st.DrawFn) -> ChangeSet:
    """Draw the elements and relations of a government."""
    layers = draw(st.lists(st.sampled_from(list(Layer)), min_size=1, max_size=8))
    made = [
        NewElement(
            ref=str(number),
            layer=layer,
            organisation_id=draw(st.integers(0, 2)),
            stated=draw(stated(layer)),
            life={
                "status": draw(st.sampled_from(list(Status))),
                "retires_on": draw(st.sampled_from([None, date(2030, 1, 1)])),
            },
        )
        for number, layer in enumerate(layers)
    ]
    found = {}
    for source in made:
        for target in draw(st.lists(st.sampled_from(made), max_size=2)):
            allowed = verbs_between(source.layer, target.layer)
            if int(source.ref) < int(target.ref) and allowed:
                verb = draw(st.sampled_from(allowed))
                note = RELATION_FIELDS[verb][-1]
                found[source.ref, verb, target.ref] = NewRelation(
                    source=source.ref,
                    verb=verb,
                    target=target.ref,
                    starts_on=draw(st.none() | days),
                    attributes={note.name: draw(value_of(note))},
                )
    strategic = {each.ref for each in made if each.layer is Layer.STRATEGY}
    return ChangeSet(
        elements=made,
        relations=[
            each
            for each in found.values()
            if not {each.source, each.target} <= strategic  # a cascade of its own
        ],
    )


class Town:
    """A government of its own for every example, in one database."""

    def __init__(self, session, model: ChangeSet) -> None:
        self.session = session
        self.government = make.government(session)
        offices = [self.government, *(make.office(session, of=self.government),) * 2]
        for layer in Layer:
            for each in OWN:
                session.add(
                    CustomField(
                        government_id=self.government.id,
                        layer=layer,
                        name=each.name,
                        label=each.label,
                        kind=each.kind,
                        choices=list(each.options),
                    )
                )
        session.flush()
        placed = [
            NewElement(
                ref=each.ref,
                layer=each.layer,
                organisation_id=offices[each.organisation_id].id,
                stated=each.stated,
                life=each.life,
            )
            for each in model.elements
        ]
        changes = ChangeSet(elements=placed, relations=model.relations)
        apply_changes(session, self.government.id, changes, deed="Dicatat")
        history.seal(session, by="uji")
        session.commit()


@pytest.fixture(scope="module")
def base(databases):
    """Give a database that all examples share."""
    with databases.copy("sqlite") as engine:
        with db.sessions(engine, db.WRITING)() as session:
            referencing.load(session)
            history.seal(session, by="uji")
            session.commit()
        yield engine


@given(model=models())
@settings(max_examples=EXAMPLES)
def test_a_workbook_that_nobody_edited_changes_nothing(base, model):
    with db.sessions(base, db.WRITING)() as session:
        town = Town(session, model)
        file = exported(session, town.government)
        plan = foreseen(session, town.government, file)
        assert [each.as_json() for each in plan.outcomes] == []
        assert sum(plan.same.values()) == len(model)


@given(model=models(), data=st.data())
@settings(max_examples=EXAMPLES)
def test_what_was_edited_is_what_comes_out_and_nothing_else(base, model, data):
    with db.sessions(base, db.WRITING)() as session:
        town = Town(session, model)
        before = exported(session, town.government)
        book = load_workbook(BytesIO(before))
        for layer in {each.layer for each in model.elements}:
            edit(book[layer.value], layer, data)
        kept = BytesIO()
        book.save(kept)
        edited = kept.getvalue()
        plan = foreseen(session, town.government, edited)
        assert [each.reasons for each in plan.refused] == []
        apply(session, town.government.id, plan, deed="Impor")
        history.seal(session, by="uji")
        session.commit()
        after = exported(session, town.government)
        assert told(after) == told(edited)
        assert foreseen(session, town.government, after).outcomes == ()


def edit(page, layer: Layer, data: st.DataObject) -> None:
    """Set some cells of one row to other values, or empty them."""
    heads = [cell.value for cell in page[1]]
    fields = [
        each
        for each in (*FIELDS[layer], *OWN)
        if each.name not in {"name", "kind"}
        and not each.kinds
        and each.kind is not FieldKind.CHOICE
        and (each.sia or each.label) in heads
    ]
    row = data.draw(st.integers(2, page.max_row))
    some = data.draw(st.lists(st.sampled_from(fields), max_size=4))
    for field in some:
        cell = page.cell(row, heads.index(field.sia or field.label) + 1)
        value = data.draw(st.none() | value_of(field))
        cell.value = typed(field, value)
        if cell.data_type == "f":  # a person who types it as a text
            cell.data_type = "s"


def typed(field: Field, value):
    """Return what a person types for a value."""
    if value in (None, "", []):
        return None
    if isinstance(value, list):
        words = (
            [field.members[each].value for each in value] if field.choices else value
        )
        return (", " if field.kind is not FieldKind.WORDS else "; ").join(words)
    if isinstance(value, Decimal):
        return float(value)
    return value


def told(file: bytes) -> dict:
    """Return what the cells of a workbook say, without versions."""
    return {
        sheet: [
            {
                heading: normal(heading, cell)
                for heading, cell in line.items()
                if heading != "Versi"
            }
            for line in lines
        ]
        for sheet, lines in cells(file).items()
    }


def normal(heading: str, cell) -> str:
    """Return what a cell says, as the portal keeps it."""
    text = said(unescaped(cell) if isinstance(cell, str) else cell)
    if heading == "Alamat (URL)" and text and "://" not in text:
        return f"https://{text}"
    return text

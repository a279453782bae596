"""Forms: what is typed, what comes of it, and how it looks."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from architecture.errors import Invalid, Refused
from architecture.layers import Licence, Platform
from architecture.reference.calendar import read_day
from eaportal.forms import (
    ChoicesField,
    DateField,
    Form,
    choices_of,
)


class Example(Form):
    name = StringField("Nama", validators=[DataRequired(), Length(max=20)])
    text = TextAreaField("Uraian", description="Satu kalimat.")
    cost = StringField("Biaya", validators=[Optional()])
    day = DateField("Berakhir", validators=[Optional()])
    licence = SelectField("Lisensi", choices=choices_of(Licence, empty="Pilih …"))
    platforms = ChoicesField("Basis", choices=choices_of(Platform))
    again = RadioField(
        "Lagi",
        choices=[SelectChoice("y", "Ya"), SelectChoice("n", "Tidak")],
        default="y",
    )


GOOD = {"name": "SIMPEG", "licence": "UNKNOWN", "again": "y"}


@pytest.fixture
def filled(app):
    with app.test_request_context(method="POST"):

        def make(**fields):
            form = Example(MultiDict(GOOD | fields), meta={"csrf": False})
            form.validate()
            return form

        yield make


def drawn(form):
    page = render_template_string(
        '{% from "macros/form.html" import form as whole %}{{ whole(form) }}', form=form
    )
    return BeautifulSoup(page, "html.parser")


@pytest.mark.parametrize(
    "sign", ["\x00", "\x85", "\u200b", "\u202e", "\ufeff", "\ufffe"]
)
def test_a_name_holds_nothing_that_reads_otherwise_than_it_looks(filled, sign):
    assert filled(name=f"SIM{sign}PEG").name.data == "SIMPEG"


def test_joiners_of_scripts_and_emoji_stay(filled):
    text = "ꦱꦶꦱ꧀\u200cꦠ 👩\u200d⚕"

    assert filled(name=text).name.data == text


def test_blanks_around_a_text_and_signs_nobody_sees_are_dropped(filled):
    form = filled(name="  SIM\x00PEG\x07 ", text="a\r\nb \r\n")

    assert (form.name.data, form.text.data) == ("SIMPEG", "a\nb")


def test_a_text_of_blanks_is_nothing(filled):
    form = filled(name="   ")

    assert form.name.errors == ["Isian ini wajib diisi."]


def test_messages_are_indonesian_and_count(filled):
    form = filled(name="a" * 5000)

    assert form.name.errors == ["Isi paling banyak 20 karakter."]


@pytest.mark.parametrize(
    "typed",
    ["31/12/2026", "31-12-2026", "31.12.2026", "2026-12-31", "31 desember 2026"],
)
def test_a_day_is_read_in_every_usual_form(typed):
    assert read_day(typed) == date(2026, 12, 31)


@pytest.mark.parametrize("typed", ["31/2/2026", "2026", "besok", "1/1/26", "1/1/0001"])
def test_what_is_no_day_is_refused_and_shown_as_typed(filled, typed):
    form = filled(day=typed)

    assert form.day.errors
    assert drawn(form).select_one("#day")["value"] == typed


def test_what_is_known_is_shown_as_people_write_it(app):
    with app.test_request_context():
        form = Example(formdata=None, cost="1.500.000", day=date(2026, 2, 3))
        page = drawn(form)

    assert page.select_one("#cost")["value"] == "1.500.000"
    assert page.select_one("#day")["value"] == "03/02/2026"


def test_an_empty_form_leaves_what_may_be_empty_empty(filled):
    form = filled(cost="", day="")

    assert not form.errors
    assert (form.cost.data, form.day.data, form.platforms.data) == (None, None, [])


def test_a_choice_that_is_not_offered_is_refused_in_indonesian(filled):
    form = filled(licence="HACK")

    assert form.licence.errors == ["Pilih salah satu dari daftar."]


def test_a_wrong_field_says_so_to_eyes_and_to_readers(filled):
    page = drawn(filled(name="", text="x"))

    control = page.select_one("#name")
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "name-error"
    assert "wajib diisi" in page.select_one("#name-error").text
    assert page.select_one("#text")["aria-describedby"] == "text-hint"
    assert not page.select_one("#text").has_attr("aria-invalid")


def test_the_summary_of_errors_leads_to_every_field(filled):
    page = drawn(filled(name="", licence="HACK", again="x"))

    targets = [link["href"][1:] for link in page.select("[role=alert] a")]
    assert targets == ["name", "licence", "again-0"]
    for target in targets:
        assert page.select_one(f"#{target}") is not None


def test_several_controls_of_one_field_have_a_legend(filled):
    page = drawn(filled())

    legends = [each.text.strip() for each in page.select("fieldset legend")]
    assert legends == ["Basis", "Lagi"]
    assert len(page.select("fieldset label")) == len(Platform) + 2


def test_what_was_typed_is_escaped(filled):
    page = drawn(filled(name='"><script>', text="</textarea><b>"))

    assert page.select("script, b") == []
    assert page.select_one("#name")["value"] == '"><script>'


def test_a_refusal_is_shown_beside_its_field_or_above_the_form(filled):
    form = filled()
    form.refuse(Refused("Nama ini sudah dipakai.", field="name"))
    form.refuse(Invalid("", problems={"cost": ["Terlalu besar."]}))
    form.refuse(Refused("Usulan sudah diputus."))

    page = drawn(form)
    assert "Nama ini sudah dipakai." in page.select_one("#name-error").text
    assert "Terlalu besar." in page.select_one("#cost-error").text
    assert "Usulan sudah diputus." in page.select_one("[role=alert]").text

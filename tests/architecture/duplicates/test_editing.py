"""A thesaurus is changed by what differs, and never so that it says nonsense."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.duplicates import Concept, Term, shipped
from architecture.duplicates.editing import difference, edited, says_something
from architecture.duplicates.vetting import Vetting

SHIPPED = shipped()[0]
PRESENCE = SHIPPED.concept("pegawai.presensi")
PIGEONS = Concept("burung.merpati", "lomba merpati", ("lomba merpati pos",))
TEXTS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=4).map(tuple)


def test_an_edit_says_only_what_differs():
    more = replace(PRESENCE, variants=(*PRESENCE.variants, "jempol pagi"))

    edit = difference(PRESENCE, more)

    assert edit == {
        "of": "concept",
        "code": PRESENCE.code,
        "variants": {"add": ["jempol pagi"], "remove": []},
    }
    assert not says_something(difference(PRESENCE, PRESENCE))


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_an_edit_makes_of_the_old_entry_the_new_one(before, after, newer):
    old = Term("x", "X", "object", before or ("a",))
    new = Term("x", "Y", "", after or ("b",), newer)
    base = replace(SHIPPED, terms=(*SHIPPED.terms, old))

    (found,) = [t for t in edited(base, [difference(old, new)]).terms if t.code == "x"]

    assert set(found.words) == set(new.words)
    assert (found.label, found.kind, found.narrower) == ("Y", "", new.narrower)


def test_what_is_shipped_later_shows_through_an_edit():
    edit = difference(PRESENCE, replace(PRESENCE, label="Kehadiran"))
    later = replace(PRESENCE, variants=(*PRESENCE.variants, "kata baru"))
    shipped_later = replace(
        SHIPPED,
        concepts=tuple(
            later if each.code == later.code else each for each in SHIPPED.concepts
        ),
    )

    found = edited(shipped_later, [edit]).concept(PRESENCE.code)

    assert found.label == "Kehadiran"
    assert "kata baru" in found.variants


def test_a_new_concept_that_clashes_with_none_is_taken():
    assert Vetting(SHIPPED).problems(PIGEONS) == {}


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"label": " "}, "label", "Wajib"),
        ({"variants": ()}, "variants", "setidaknya satu"),
        ({"variants": ("sistem informasi",)}, "variants", "terlalu umum"),
        ({"variants": ("\u0000", "日本")}, "variants", "terlalu umum"),
        ({"variants": ("absensi pegawai",)}, "variants", "sudah menjadi kata"),
        ({"variants": ("x" * 81,)}, "variants", "Terlalu panjang"),
        ({"variants": tuple(f"kata {n}" for n in range(301))}, "variants", "banyak"),
        ({"acronyms": ("SIMPEG",)}, "acronyms", "sudah dipakai"),
        ({"acronyms": ("!",)}, "acronyms", "tidak terbaca"),
        ({"national": "NIHIL"}, "national", "Tidak ada aplikasi nasional"),
        ({"not_with": ("tak.ada",)}, "not_with", "tidak ada"),
    ],
)
def test_what_would_confuse_is_refused_beside_its_field(change, field, said):
    found = Vetting(SHIPPED).problems(replace(PIGEONS, **change))

    assert said in " ".join(found[field])


@pytest.mark.parametrize(
    ("words", "said"),
    [(("absensi",), "sudah berarti"), (("sistem",), "terlalu umum"), ((), "satu kata")],
)
def test_a_word_has_one_meaning(words, said):
    found = Vetting(SHIPPED).problems(Term("baru", "Baru", "object", words))

    assert said in " ".join(found["words"])

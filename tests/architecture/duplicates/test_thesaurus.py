import csv
import json
import re

import pytest

from architecture.duplicates import Thesaurus, shipped
from architecture.duplicates.shipping import shipped_matcher
from architecture.duplicates.text import compact
from tests.places import SHARED

THESAURUS = shipped()[0]
# The ten administrative functions of PermenPANRB 59/2020, indicators 32 to 41.
ADMINISTRATION = {
    "perencanaan": "rencana.daerah",
    "penganggaran": "anggaran.susun",
    "keuangan": "keuangan.tatausaha",
    "pengadaan": "pengadaan.spse",
    "kepegawaian": "pegawai.data",
    "kearsipan": "arsip.dinamis",
    "barang milik daerah": "aset.bmd",
    "pengawasan": "awas.audit",
    "akuntabilitas kinerja": "kinerja.organisasi",
    "kinerja pegawai": "pegawai.kinerja",
}


def test_there_are_concepts_enough_and_each_says_where_it_is_from():
    assert len(THESAURUS.concepts) >= 250
    assert all(concept.source and concept.label for concept in THESAURUS.concepts)


def test_every_administrative_function_has_its_concept():
    assert all(THESAURUS.concept(code) for code in ADMINISTRATION.values())


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_every_function_of_the_reference_has_a_concept_or_none_is_needed():
    reference = json.loads((SHARED / "data" / "referensi-arsitektur.json").read_text())
    wanted = {
        row["kode"]
        for row in reference["referensi"]
        if row["domain"] == "RAB" and row["tingkat"] == 2
    }

    assert wanted <= {concept.rab for concept in THESAURUS.concepts}


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_national_applications_are_those_of_the_list():
    with (SHARED / "data" / "aplikasi-nasional.csv").open() as file:
        known = {row["kode"] for row in csv.DictReader(file)}
    named = {concept.national for concept in THESAURUS.concepts} - {""}

    assert named <= known
    assert len(named) >= 25


def test_no_two_concepts_claim_the_same_words_or_acronym():
    matcher = shipped_matcher()
    claimed: dict[object, str] = {}
    clashes = []
    for concept in THESAURUS.concepts:
        words = {frozenset(matcher.tokens(text)) for text in concept.variants}
        for claim in {compact(text) for text in concept.acronyms} | words:
            other = claimed.setdefault(claim, concept.code)
            if other != concept.code:
                clashes.append((claim, other, concept.code))

    assert clashes == []


def test_every_variant_finds_its_own_concept():
    matcher = shipped_matcher()
    numbers = {c.code: n for n, c in enumerate(THESAURUS.concepts)}
    missed = [
        (concept.code, text)
        for concept in THESAURUS.concepts
        for text in concept.variants
        if numbers[concept.code] not in matcher.concepts(text)
    ]

    assert missed == []


def test_what_may_not_be_confused_is_so_both_ways():
    assert ("sekolah.presensi", "pegawai.presensi") in THESAURUS.opposed
    assert ("pegawai.presensi", "sekolah.presensi") in THESAURUS.opposed


def test_it_can_be_stored_edited_and_read_again():
    values = json.loads(json.dumps(THESAURUS.to_values()))

    assert Thesaurus.from_values(values) == THESAURUS


@pytest.mark.parametrize(
    ("concepts", "complaint"),
    [
        ([{"code": "a", "label": "A", "variants": "x"}] * 2, "dua kali"),
        ([{"code": "a", "label": "A", "variants": ""}], "belum memiliki kata"),
        (
            [{"code": "a", "label": "A", "variants": "x", "not_with": "b"}],
            "konsep b tidak ada",
        ),
    ],
)
def test_a_faulty_thesaurus_is_refused_with_a_sentence(concepts, complaint):
    with pytest.raises(ValueError, match=re.escape(complaint)):
        Thesaurus.from_values({"concept": concepts})

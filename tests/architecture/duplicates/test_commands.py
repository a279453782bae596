import csv
import json

import pytest

from architecture.duplicates import Model
from architecture.duplicates.__main__ import main, read_inventory, read_labels
from architecture.duplicates.shipping import shipped
from architecture.duplicates.training import train
from tests.places import DATA

SET = DATA / "duplicates"
HEADER = "app_id,name,acronym,opd,description,service,reference_codes,data_entities"


@pytest.fixture
def inventory(tmp_path):
    path = tmp_path / "apps.csv"
    rows = (SET / "apps.csv").read_text().splitlines()
    path.write_text("\n".join(rows[:40]) + "\n")
    return path


def read(path):
    with path.open() as file:
        return list(csv.DictReader(file))


def test_pairs_are_written_once_in_order_and_always_the_same(tmp_path, inventory):
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    for out in (first, second):
        assert main(["pairs", "--inventory", str(inventory), "--out", str(out)]) == 0
    rows = read(first)
    pairs = [(row["app_id_a"], row["app_id_b"]) for row in rows]

    assert first.read_bytes() == second.read_bytes()
    assert pairs == sorted(set(pairs))
    assert all(one < other for one, other in pairs)
    assert all(0 <= float(row["duplicate"]) <= 1 for row in rows)
    assert json.loads(rows[0]["reasons"])[0]["points"]


def test_ranks_never_hold_the_query_itself(tmp_path, inventory):
    queries, out = tmp_path / "q.csv", tmp_path / "ranks.csv"
    queries.write_text("app_id\nA002\nA006\n")
    options = ["--inventory", str(inventory), "--queries", str(queries)]

    assert main(["rank", *options, "--out", str(out), "--top", "5"]) == 0
    rows = read(out)

    assert {row["query_id"] for row in rows} == {"A002", "A006"}
    assert all(row["query_id"] != row["app_id"] for row in rows)
    assert [row["rank"] for row in rows[:5]] == ["1", "2", "3", "4", "5"]
    assert rows[0]["app_id"] in {"A001", "A003", "A004"}


def test_missing_columns_and_blank_fields_are_no_hindrance(tmp_path):
    inventory, out = tmp_path / "apps.csv", tmp_path / "pairs.csv"
    inventory.write_text("app_id,name\n1,SRIKANDI\n2,Srikandi\n3,\n")

    assert main(["pairs", "--inventory", str(inventory), "--out", str(out)]) == 0
    assert read(out)[0]["app_id_b"] == "2"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("app_id,name\n1,A\n1,B\n", "app_id 1 berulang"),
        ("app_id,name\n,A\n", "app_id kosong"),
        ("nama\nA\n", "kolom app_id, name tidak ada"),
    ],
)
def test_an_unusable_file_is_refused_with_a_sentence(tmp_path, capsys, text, complaint):
    inventory = tmp_path / "apps.csv"
    inventory.write_text(text)
    out = str(tmp_path / "out.csv")

    assert main(["pairs", "--inventory", str(inventory), "--out", out]) == 1
    assert complaint in capsys.readouterr().err


def test_a_model_says_from_which_set_it_was_trained_and_can_be_read_again():
    labelled = read_labels(SET)
    few = {profile.key for profile in labelled.profiles[:60]}
    small = type(labelled)(
        labelled.profiles[:60],
        {p: v for p, v in labelled.labels.items() if few.issuperset(p)},
    )
    model = train({"duplicates": small}, shipped()[0])
    values = json.loads(json.dumps(model.to_values()))

    assert values["trained_on"]["sets"] == ["duplicates"]
    assert Model.from_values(values).to_values() == values
    assert model.duplicate[0] < 0


def test_the_shipped_model_comes_from_the_sets_in_the_tests():
    trained_on = shipped()[1].trained_on
    sets = [read_labels(SET.parent / name) for name in trained_on["sets"]]

    assert trained_on["applications"] + trained_on["held_back"] == sum(
        len(labelled.profiles) for labelled in sets
    )


@pytest.mark.parametrize("top", ["0", "-1", "9" * 20, "dua", ""])
def test_a_number_of_answers_that_is_none_is_refused(tmp_path, capsys, top):
    (tmp_path / "apps.csv").write_text("app_id,name\n1,Absensi\n")
    told = ["pairs", "--inventory", str(tmp_path / "apps.csv")]

    with pytest.raises(SystemExit):
        main([*told, "--out", str(tmp_path / "out.csv"), f"--top={top}"])

    assert "mulai dari 1" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_letters_of_other_encodings_are_not_lost(tmp_path, encoding):
    text = "app_id,name,description\n1,Café,presensi pegawai\n2,Cafe,presensi pegawai\n"
    (tmp_path / "apps.csv").write_bytes(text.encode(encoding))

    ids, profiles = read_inventory(tmp_path / "apps.csv")

    assert ids == ["1", "2"]
    assert profiles[0].name == "Café"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("model", '{"weights": 1}', "Bukan berkas model"),
        ("model", '{"version":0,"duplicate":{"base":NaN},"overlap":{}}', "bilangan"),
        ("model", "[]", "Gagal"),
        ("model", "{", "Gagal"),
        ("thesaurus", '{"a": 1}', "tidak ada konsep"),
        ("thesaurus", '{"concept": [{"code": "a"}]}', "Gagal"),
    ],
)
def test_a_model_or_thesaurus_that_is_none_is_refused(
    tmp_path, capsys, name, text, said
):
    (tmp_path / "apps.csv").write_text("app_id,name\n1,Absensi\n")
    (tmp_path / "x.json").write_text(text)
    files = ["--inventory", str(tmp_path / "apps.csv"), "--out", str(tmp_path / "o")]

    status = main(["pairs", *files, f"--{name}", str(tmp_path / "x.json")])

    assert status == 1
    assert said in capsys.readouterr().err


def test_a_folder_in_place_of_a_file_is_told_in_indonesian(tmp_path, capsys):
    files = ["--inventory", str(tmp_path), "--out", str(tmp_path / "o")]

    assert main(["pairs", *files]) == 1
    assert "adalah map, bukan berkas" in capsys.readouterr().err


def test_what_says_too_little_is_told_not_to_have_been_judged(tmp_path, capsys):
    inventory, out = tmp_path / "apps.csv", tmp_path / "out.csv"
    queries = tmp_path / "q.csv"
    full = "1,SIABON,Absensi pegawai online dengan swafoto\n"
    inventory.write_text(f"app_id,name,description\n{full}2,Sistem Informasi,\n")
    queries.write_text("app_id\n1\n2\n")
    options = ["--inventory", str(inventory), "--out", str(out)]

    assert main(["rank", *options, "--queries", str(queries)]) == 0
    assert "1 dari 2 belum dapat dinilai" in capsys.readouterr().err
    assert main(["pairs", *options]) == 0
    assert "terlalu singkat: 2." in capsys.readouterr().err

    inventory.write_text(f"app_id,name,description\n{full}")
    assert main(["pairs", *options]) == 0
    assert capsys.readouterr().err == ""

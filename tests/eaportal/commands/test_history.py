"""Whether a history is still what was sealed, from a terminal."""

import json

from sqlalchemy import text

from architecture import history


def tamper(session, statement):
    session.execute(text(statement))
    session.commit()


def test_a_history_that_was_sealed_is_said_to_be_whole(run, session, kota):
    sequence, digest = history.head_of(session, kota.government.id)

    told = run("history", "verify").stdout

    code = kota.government.code
    assert f"{code}: {sequence} catatan utuh. Kepala {sequence}:{digest}" in told


def test_the_first_bad_entry_is_named_in_one_line(run, session, kota):
    tamper(session, "UPDATE history_notes SET deed = 'Lain' WHERE id = 1")

    done = run("history", "verify", status=1)

    code = kota.government.code
    assert done.stderr == (
        f"Error: Riwayat {code}: Isi catatan 1 bukan lagi yang tertulis pada teksnya.\n"
    )


def test_a_program_reads_how_far_each_history_holds(run, session, kota):
    code = kota.government.code
    tamper(session, "UPDATE history_heads SET sequence = sequence + 1")

    done = run("history", "verify", "--json", "--organisation", code, status=1)

    told = json.loads(done.stdout)
    assert told["sound"] is False
    [one] = told["histories"]
    assert (one["organisation"], one["sound"]) == (code, False)
    assert one["broken"] == one["entries"] + 1


def test_what_a_letter_prints_must_stand_in_the_history(run, session, kota):
    sequence, digest = history.head_of(session, kota.government.id)
    run("history", "verify", "--expect", digest)
    run("history", "verify", "--expect", f"{sequence}:{digest}")

    done = run("history", "verify", "--expect", f"{sequence + 1}:{digest}", status=1)
    assert "dipotong" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    done = run("history", "verify", "--expect", "abc", status=1)
    assert done.stderr.startswith("Error: Sidik riwayat terdiri atas 64")


def test_an_unknown_organisation_is_told_in_one_line(run):
    done = run("history", "verify", "--organisation", "TIDAK-ADA", status=1)
    assert len(done.stderr.strip().splitlines()) == 1

"""What stops with an element, from the command line."""

import json

from architecture import elements, history
from architecture.layers import Layer, Verb
from tests import make


def city(session):
    root = make.government(session, "Kota X", code="KOTA-X")
    office = make.office(session, "Dinas Kesehatan", of=root)
    server = elements.add(session, office, Layer.INFRASTRUCTURE, {"name": "Peladen"})
    application = elements.add(session, office, Layer.APPLICATION, {"name": "SIMPEG"})
    elements.relate(session, application, Verb.RUNS_ON, server)
    history.seal(session, by="uji")
    session.commit()
    return server, application


def test_it_tells_people_and_programs_what_stops(run, session):
    server, application = city(session)

    told = run("impact", server.code, "--organisation", "KOTA-X").output
    document = json.loads(
        run(
            "impact",
            server.code.lower(),
            "--organisation",
            "KOTA-X",
            "--date",
            "2027-01-01",
            "--json",
        ).output
    )

    assert "1 ikut berhenti, 0 terganggu" in told
    assert "SIMPEG berjalan di Peladen." in told
    assert document["date"] == "2027-01-01"
    assert (document["stops"], document["weakened"]) == (1, 0)
    [reached] = document["reached"]
    assert (reached["code"], reached["effect"]) == (application.code, "STOPS")
    assert reached["path"][0]["target"]["code"] == server.code


def test_what_it_cannot_do_is_one_line(run, session):
    city(session)

    for words, said in (
        (["X", "--organisation", "KOTA-X"], "Tidak ada elemen berkode “X”"),
        (["X", "--organisation", "LAIN"], "LAIN"),
        (["X"], "--organisation"),
        (["X", "--organisation", "KOTA-X", "--date", "besok"], "besok"),
    ):
        result = run("impact", *words, status=1)
        assert said in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1

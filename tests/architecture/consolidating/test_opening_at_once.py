"""Two persons who open a case over the same application at the same moment."""

from threading import Barrier, Thread

from architecture import consolidating, history, inventory
from architecture.errors import Refused
from architecture.model import Case
from eaportal import db
from tests.architecture.consolidating.decided import commit, twins
from tests.architecture.registration.office import office
from tests.architecture.suspecting.test_sweeping import OTHER


def test_one_wins_and_the_other_is_told_where_the_application_stands(engine, session):
    kota = office(session)
    two = twins(kota)
    third = inventory.add(session, kota.kominfo, OTHER)
    commit(kota)
    government = kota.government.id
    wishes = {
        "Presensi": [each.id for each in two],
        "Kehadiran": [two[0].id, third.id],
    }
    viewer = kota.viewer("reviewer")
    session.rollback()
    told: list[str] = []
    together = Barrier(2)

    def begin(title):
        with db.sessions(engine, db.WRITING)() as own:
            together.wait()
            try:
                keys = wishes[title]
                consolidating.open_case(own, viewer, government, keys, title)
                history.seal(own, by="uji")
                own.commit()
                told.append("opened")
            except Refused as error:
                told.append(error.sentence)

    threads = [Thread(target=begin, args=[title]) for title in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (case,) = session.query(Case).all()
    said = next(each for each in told if each != "opened")
    assert told.count("opened") == 1
    assert case.title in said or "baru saja masuk kasus lain" in said

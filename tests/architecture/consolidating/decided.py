"""A government with two applications that do the same work, and a decision on them."""

from datetime import date

from architecture import consolidating, history, inventory, suspecting
from architecture.consolidating import Plan
from architecture.model import Fate
from tests import make
from tests.architecture.test_judging import PRESENCE, WISH

UNTIL = date(2027, 6, 30)


def commit(kota):
    history.seal(kota.session, by="uji")
    kota.session.commit()


def twins(kota):
    """Give two applications that do the same work, of two offices."""
    other = make.office(kota.session, of=kota.government)
    made = [
        inventory.add(kota.session, kota.dinas, PRESENCE),
        inventory.add(kota.session, other, WISH),
    ]
    commit(kota)
    suspecting.refresh(kota.session, kota.government.id)
    commit(kota)
    return made


def opened(kota, some, title="Presensi pegawai"):
    case = consolidating.open_case(
        kota.session,
        kota.viewer("reviewer"),
        kota.government.id,
        [each.id for each in some],
        title,
    )
    commit(kota)
    return case


def planned(kota, case, kept, ends, fate=Fate.JOIN):
    into = kept.id if fate is Fate.JOIN else None
    plans = {
        kept.id: Plan(fate=Fate.KEEP),
        ends.id: Plan(fate=fate, into=into, until=UNTIL, reason="Lebih kecil."),
    }
    consolidating.plan(kota.session, case, plans, seen=case.version)
    commit(kota)
    return case


def decided(kota, case, who="coordinator", reason="Cukup satu aplikasi."):
    consolidating.decide(
        kota.session, case, reason, viewer=kota.viewer(who), seen=case.version
    )
    commit(kota)
    return case


def followed(kota, case):
    """Do all steps and end the case."""
    for step in list(case.steps):
        consolidating.do_step(
            kota.session, case, step, "", viewer=kota.viewer("reviewer"), all_=True
        )
    consolidating.finish(kota.session, case)
    commit(kota)

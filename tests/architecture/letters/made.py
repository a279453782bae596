"""Letters that were signed, and registrations that wait for it."""

from architecture import letters
from architecture.model import (
    Government,
    Outcome,
)
from tests.architecture.registration.office import in_review


def settings(kota):
    return kota.session.get_one(Government, kota.government.id)


def waiting(kota, **said):
    """Bring a registration to the signature without its way there."""
    usulan = in_review(kota, findings=[], of=said.pop("of", None))
    usulan.outcome = said.pop("outcome", Outcome.APPROVED)
    usulan.outcome_reason = said.pop("reason", "Belum ada.\n\nSudah direncanakan.")
    usulan.conditions = said.pop("conditions", [])
    for step in usulan.steps:
        step.state = "DONE"
        if step.signs:
            step.state = "OPEN"
    return kota.keep(usulan)


def signed(kota, **said):
    usulan = waiting(kota, **said)
    kota.say(usulan, "SIGNATURE", "signatory")
    [letter] = letters.of_registration(kota.session, usulan)
    return letter


def of_kominfo(kota):
    """Return the letter that the coordination signs for Kominfo's own proposal."""
    usulan = waiting(kota, of=kota.kominfo)
    kota.say(usulan, "SIGNATURE", "coordinator")
    [letter] = letters.of_registration(kota.session, usulan)
    return letter


def corrected(kota, letter, who="signatory", **said):
    """Issue a letter in place of a withdrawn one."""
    stated = {"addressee": "Dinas Perikanan", "reasons": "Ada.\n\nSudah dipakai."}
    made = letters.replace(
        kota.session,
        letter,
        letters.Correction(**(stated | said)),
        viewer=kota.viewer(who),
    )
    return kota.keep(made)

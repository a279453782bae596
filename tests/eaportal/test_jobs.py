"""Work outside the request."""

from datetime import timedelta
from threading import Event

import pytest

from architecture import history
from architecture.errors import Refused
from architecture.model import Entry, Job, JobState, Organisation, now
from architecture.roles import Role
from eaportal import db, jobs, worker
from eaportal.jobs import running
from tests import make
from tests.browser import Browser


@pytest.fixture
def kinds():
    """Let a test add handlers that are gone after it."""
    before = dict(running.HANDLERS)
    yield running.HANDLERS
    running.HANDLERS.clear()
    running.HANDLERS.update(before)


@pytest.fixture
def waiting(portal):
    """Give a portal whose jobs wait for a worker."""
    return portal(JOBS_INLINE=False)


def rename(context):
    office = context.session.get_one(Organisation, context.arguments["office"])
    history.change(
        context.session,
        office,
        {"name": "Dinas Baru"},
        deed="Diubah",
        government=office.government_id,
    )
    return {"url": "/akun-saya/kata-sandi", "message": "Nama sudah diganti."}


def asked(app, session, kind, arguments=None, **options):
    with app.app_context():
        job = jobs.ask(session, kind, arguments, **options)
        session.commit()
    return job.id


def state_of(session, key):
    session.rollback()
    return session.get_one(Job, key, populate_existing=True)


def test_a_job_is_done_with_its_history_and_its_page_leads_to_the_result(
    app, browser, session, kinds
):
    jobs.handles("rename", title="Mengganti nama")(rename)
    office = make.office(session)
    person = make.account(session, Role.OPERATOR, office)

    key = asked(app, session, "rename", {"office": office.id}, account=person.id)

    assert state_of(session, key).state is JobState.DONE
    entry = session.query(Entry).order_by(Entry.id.desc()).first()
    assert (entry.by, entry.cause) == (person.email, "pekerjaan rename")
    page = browser.sign_in(person).get(f"/pekerjaan/{key}")
    assert page.h1.text == "Ganti kata sandi"
    assert "Nama sudah diganti." in page.text


def test_a_job_belongs_to_who_asked_for_it(app, browser, session, kinds):
    jobs.handles("nothing", title="x")(lambda _: None)
    key = asked(app, session, "nothing", account=make.account(session).id)

    browser.sign_in(make.account(session, Role.ADMINISTRATOR))

    browser.get(f"/pekerjaan/{key}", status=404)


def test_a_refusal_ends_a_job_with_its_sentence_and_changes_nothing(
    app, browser, session, kinds
):
    def refuse(context):
        rename(context)
        raise Refused("Berkas ini tidak dapat dibaca.")

    jobs.handles("rename", title="Mengganti nama")(refuse)
    office = make.office(session, "Dinas Lama")
    person = make.account(session)

    key = asked(app, session, "rename", {"office": office.id}, account=person.id)

    assert state_of(session, key).state is JobState.FAILED
    assert session.get_one(Organisation, office.id).name == "Dinas Lama"
    page = browser.sign_in(person).get(f"/pekerjaan/{key}")
    assert "Berkas ini tidak dapat dibaca." in page.text


def test_a_page_of_a_job_that_waits_loads_itself_again_without_script(
    waiting, session, kinds
):
    jobs.handles("slow", title="Menggambar peta")(lambda _: None)
    person = make.account(session)
    key = asked(waiting, session, "slow", account=person.id)
    browser = Browser(waiting, session).sign_in(person)

    page = browser.get(f"/pekerjaan/{key}")

    assert page.h1.text == "Menggambar peta"
    assert browser.response.headers["Refresh"] == f"2; url=/pekerjaan/{key}?ditunggu=1"


def test_a_page_at_which_somebody_waited_for_a_file_says_that_it_is_there(
    app, browser, session, kinds
):
    sent = {"url": "/aplikasi/unduhan/1", "download": True}
    jobs.handles("file", title="Menyiapkan berkas")(lambda _: sent)
    person = make.account(session)
    key = asked(app, session, "file", account=person.id)

    page = browser.sign_in(person).get(f"/pekerjaan/{key}?ditunggu=1")

    assert "Selesai" in page.text
    assert page.select("main a.btn-primary")[0]["href"] == "/aplikasi/unduhan/1"
    assert browser.response.headers["Refresh"] == "0; url=/aplikasi/unduhan/1"


def test_nobody_can_ask_for_what_nobody_does(app, session):
    with app.app_context(), pytest.raises(LookupError):
        jobs.ask(session, "unheard of")


def test_a_job_that_was_not_committed_is_never_done(app, session, kinds):
    done = []
    jobs.handles("note", title="x")(lambda _: done.append(1))

    with app.app_context():
        jobs.ask(session, "note")
        session.rollback()
        session.commit()

    assert done == []


def test_two_jobs_of_one_transaction_are_done_after_it_is_committed(
    app, session, kinds
):
    seen = []

    def note(context):
        with context.reading() as reading:
            seen.append(len(reading.query(Job).all()))

    jobs.handles("note", title="x")(note)

    with app.app_context():
        jobs.ask(session, "note", key="one")
        jobs.ask(session, "note", key="two")
        assert seen == []
        session.commit()

    assert seen == [2, 2]


def test_of_a_key_there_is_one_job_and_it_can_be_started_again(waiting, session, kinds):
    jobs.handles("draw", title="x")(lambda _: None)

    first = asked(waiting, session, "draw", {"n": 1}, key="map")
    same = asked(waiting, session, "draw", {"n": 2}, key="map")
    running.run(waiting, running.take(waiting))
    session.rollback()
    again = asked(waiting, session, "draw", {"n": 3}, key="map")

    assert first == same == again
    job = state_of(session, first)
    assert (job.state, job.arguments) == (JobState.WAITING, {"n": 3})


def test_a_defect_is_tried_three_times_and_then_told(waiting, session, kinds):
    def break_down(_):
        raise RuntimeError("rahasia dalam")

    jobs.handles("break", title="x")(break_down)
    key = asked(waiting, session, "break")

    for _ in range(running.MOST_ATTEMPTS):
        with waiting.extensions["sessions"][db.WRITING]() as own:
            own.get_one(Job, key).lease_until = None
            own.commit()
        running.run(waiting, running.take(waiting))

    job = state_of(session, key)
    assert (job.state, job.attempts) == (JobState.FAILED, 3)
    assert "Nomor rujukan" in job.message
    assert "rahasia" not in job.message
    assert running.take(waiting) is None


def test_a_job_whose_worker_died_is_taken_up_again(waiting, session, kinds):
    jobs.handles("note", title="x")(lambda _: None)
    key = asked(waiting, session, "note")
    first = running.take(waiting)
    assert running.take(waiting) is None

    state_of(session, key).lease_until = now() - timedelta(seconds=1)
    session.commit()
    second = running.take(waiting)

    assert (first.attempt, second.attempt) == (1, 2)


def test_who_lost_the_job_commits_nothing(waiting, session, kinds):
    jobs.handles("rename", title="x")(rename)
    office = make.office(session, "Dinas Lama")
    key = asked(waiting, session, "rename", {"office": office.id})
    late = running.take(waiting)
    state_of(session, key).lease_until = now() - timedelta(seconds=1)
    session.commit()
    running.take(waiting)

    running.run(waiting, late)

    assert state_of(session, key).state is JobState.RUNNING
    assert session.get_one(Organisation, office.id).name == "Dinas Lama"


def test_progress_shows_while_the_handler_holds_the_database(waiting, session, kinds):
    seen = []

    def count(context):
        context.progress(1, 10, "membaca")
        context.session.get(Organisation, 1)
        context._last = 0.0
        context.progress(5, 10, "menulis")
        seen.append(waiting.extensions["bell"].noted(context.job))

    jobs.handles("count", title="x")(count)
    key = asked(waiting, session, "count")
    running.run(waiting, running.take(waiting))

    job = state_of(session, key)
    assert (job.done, job.total) == (1, 10)
    assert seen == [(5, 10, "menulis")]
    assert waiting.extensions["bell"].noted(key) is None


def test_a_bell_whose_file_is_broken_stops_no_work_and_no_page(waiting, session, kinds):
    def count(context):
        context.session.get(Organisation, 1)
        context.progress(5, 10, "menulis")

    bell = waiting.extensions["bell"]
    (bell.folder / "bell.sqlite").mkdir()  # no file can be opened there
    jobs.handles("count", title="Menghitung")(count)
    person = make.account(session)
    key = asked(waiting, session, "count", account=person.id)
    browser = Browser(waiting, session).sign_in(person)

    assert browser.get(f"/pekerjaan/{key}").h1.text == "Menghitung"
    running.run(waiting, running.take(waiting))
    assert state_of(session, key).state is JobState.DONE


def test_a_handler_may_commit_in_portions(app, session, kinds):
    def in_portions(context):
        make.office(context.session, of=context.session.get(Organisation, government))
        context.commit()
        raise Refused("Cukup.")

    jobs.handles("portions", title="x")(in_portions)
    government = make.bare_government(session).id

    key = asked(app, session, "portions")

    assert state_of(session, key).message == "Cukup."
    assert session.query(Organisation).count() == 2


def test_a_handler_acts_for_the_person_who_asked(app, session, kinds):
    seen = []
    jobs.handles("who", title="x")(lambda context: seen.append(context.viewer()))
    person = make.account(session, Role.ARCHITECT)

    asked(app, session, "who", account=person.id)

    assert seen[0].email == person.email
    assert seen[0].posts[0].role is Role.ARCHITECT


def test_workers_do_every_job_once_and_stop_when_told(waiting, session, kinds):
    done, stopping = [], Event()
    jobs.handles("note", title="x")(lambda context: done.append(context.job))
    keys = [asked(waiting, session, "note") for _ in range(12)]
    threads = worker.start(waiting, stopping)
    for _ in range(300):
        if len(done) >= len(keys):
            break
        stopping.wait(0.1)
    stopping.set()
    for thread in threads:
        thread.join()

    assert sorted(done) == sorted(keys)


def test_short_work_is_done_while_all_others_take_long(waiting, session, kinds):
    going, stopping, drawn = Event(), Event(), Event()
    jobs.handles("long", title="x")(lambda _: going.wait(30) and None)
    jobs.handles("draw", title="x", short=True)(lambda _: drawn.set())
    for _ in range(worker.AT_ONCE + 1):
        asked(waiting, session, "long")
    threads = worker.start(waiting, stopping)
    try:
        asked(waiting, session, "draw")
        assert drawn.wait(20)
    finally:
        going.set()
        stopping.set()
        for thread in threads:
            thread.join()


def test_of_what_waits_the_short_is_taken_first(waiting, session, kinds):
    jobs.handles("long", title="x")(lambda _: None)
    jobs.handles("draw", title="x", short=True)(lambda _: None)
    long = asked(waiting, session, "long")
    short = asked(waiting, session, "draw")

    assert [running.take(waiting).id for _ in range(2)] == [short, long]
    assert running.take(waiting, short=True) is None

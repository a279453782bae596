"""What a map may not tell, over every view that there is: a new one joins by itself.

The two governments of `walk` are tied here to what is hidden of each other.  What only
one of them may know bears its mark; what only one office may know its private word.
"""

import json
from dataclasses import asdict, replace
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest

from architecture import elements, history
from architecture.errors import NotFound
from architecture.layers import APPLICATION_FIELDS, FieldClass, FieldKind, Layer, Verb
from architecture.mapping.catalogue import VIEWS
from architecture.maps import rendering
from architecture.maps.choices import Grouping, Way
from architecture.model import (
    Account,
    Element,
    Job,
    JobState,
    Organisation,
    Post,
    Relation,
    now,
)
from architecture.reference.calendar import day_of
from eaportal import db
from eaportal.accounts.signing_in import viewer_of
from eaportal.jobs import running
from eaportal.maps import asked, drawings, leaves
from eaportal.maps.wanted import Wanted, content
from tests.eaportal.world import OTHER_OPERATOR

TODAY = day_of(now())
PEOPLE = ("ARCHITECT", "LEADER", "OPERATOR", OTHER_OPERATOR)
"""Who differ in what they may see: all, money, an office, another office."""

each_view = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)


@pytest.fixture(scope="module")
def tied(walk):
    """Tie each government to what the other hides, and put the portal back at last."""
    with walk.app.app_context(), db.sessions(walk.engine, db.WRITING)() as session:
        for side, _ in _both(walk):
            _more(session, side)
        for side, far in _both(walk):
            _tie(session, side, far)
        history.seal(session, by="uji")
        session.commit()
    yield walk
    walk.put_back()


@pytest.fixture
def session(tied):
    with tied.app.app_context(), db.sessions(tied.engine, db.WRITING)() as session:
        yield session


def _both(walk):
    own, foreign = walk.world.own, walk.world.foreign
    return (own, foreign), (foreign, own)


def _more(session, side):
    """Add an element of each further layer, in the office that keeps its word."""
    office = session.get_one(Organisation, side.ids["dinas"])
    kinds = {Layer.SECURITY: "STANDARD", Layer.STRATEGY: "INDICATOR"}
    for layer in (Layer.BUSINESS, Layer.DATA, Layer.SECURITY, Layer.STRATEGY):
        kind = {"kind": kinds[layer]} if layer in kinds else {}
        values = {"name": f"{layer.value} {side.mark}", **kind}
        side.ids[layer.name] = elements.add(session, office, layer, values).id
    for source, verb, target in [
        ("BUSINESS", Verb.REALISES, "service"),
        ("service", Verb.SUPPORTED_BY, "hidden"),
        ("service", Verb.SERVES, "STRATEGY"),
        ("hidden", Verb.USES, "DATA"),
        ("SECURITY", Verb.PROTECTS, "hidden"),
        ("hidden", Verb.EXCHANGES, "planned"),
    ]:
        _relate(session, (side, source), verb, (side, target))


def _tie(session, side, far):
    for source, verb, target in [
        ("hidden", Verb.EXCHANGES, "hidden"),
        ("shared", Verb.USES, "hidden"),
        ("hidden", Verb.USES, "shared"),
        ("shared", Verb.RUNS_ON, "server"),
        ("hidden", Verb.USES, "DATA"),
        ("DATA", Verb.STORED_ON, "server"),
        ("service", Verb.SUPPORTED_BY, "hidden"),
        ("service", Verb.SERVES, "STRATEGY"),
        ("SECURITY", Verb.PROTECTS, "hidden"),
        ("server", Verb.CONNECTED_TO, "server"),
    ]:
        _relate(session, (side, source), verb, (far, target))


def _relate(session, start, verb, end):
    one, other = (
        session.get_one(Element, side.ids[name]) for side, name in (start, end)
    )
    said = {"protocol": "REST", "data": "Biodata"} if verb is Verb.EXCHANGES else {}
    elements.relate(session, one, verb, other, attributes=said)


def viewer(session, side, who):
    return viewer_of(session, session.get_one(Account, side.people[who].id), TODAY)


def wishes(view, side, far):
    """Yield what people may ask of a view: each middle, colour, grouping and day."""
    plain = Wanted(
        view=view.name,
        government=side.ids["government"],
        hops=3,
        on=TODAY.isoformat(),
        compare="2099-12-31" if view.compares else "",
    )
    if view.focus:
        names = ("hidden", "shared", "server", "service", "DATA", "SECURITY")
        keys = [side.ids[name] for name in names] + [far.ids["shared"]]
        if view.whole:
            yield plain
        for key in keys:
            yield replace(plain, focus=key)
        yield replace(plain, focus=side.ids["hidden"], way=Way.UP, on="2099-06-01")
    else:
        yield plain
        yield replace(plain, on="2099-06-01")
        yield replace(plain, office=side.ids["dinas"])
        for colour in view.colours:
            yield replace(plain, colour=colour)
        if view.groupings:
            yield replace(plain, grouping=Grouping.AFFAIR)


def maps(session, view, side, far, who):
    """Return the maps of a view that somebody gets, each as its wish and content."""
    found = []
    for wanted in wishes(view, side, far):
        try:
            map_ = content(session, viewer(session, side, who), wanted)
        except NotFound:  # this layer cannot stand in the middle
            continue
        found.append((wanted, map_))
    assert found, "nobody gets this map"
    return found


@each_view
def test_no_map_tells_a_name_of_what_is_hidden(tied, session, view):
    for side, far in _both(tied):
        for who in PEOPLE:
            for wanted, map_ in maps(session, view, side, far, who):
                told = json.dumps(asdict(map_), default=str, ensure_ascii=False)
                assert far.mark not in told, (who, wanted)
                assert far.private not in told, (who, wanted)
                for key in ("hidden", "server", "DATA"):
                    assert f"/{far.ids[key]}" not in [box.url for box in map_.boxes]
                if who == OTHER_OPERATOR:
                    assert side.private not in told, wanted


@pytest.mark.parametrize(
    "view", [each for each in VIEWS.values() if each.focus], ids=lambda each: each.name
)
def test_no_middle_is_found_that_is_hidden(tied, session, view):
    for side, far in _both(tied):
        for key in ("hidden", "server", "DATA", "service"):
            wanted = Wanted(
                view=view.name,
                government=side.ids["government"],
                focus=far.ids[key],
                on=TODAY.isoformat(),
            )
            with pytest.raises(NotFound):
                content(session, viewer(session, side, "ARCHITECT"), wanted)


@each_view
def test_nothing_hidden_that_changes_changes_the_map_of_another(tied, session, view):
    def keys():
        return [
            rendering.key(map_, "")
            for who in ("ARCHITECT", OTHER_OPERATOR)
            for _, map_ in maps(session, view, *_both(tied)[0], who)
        ]

    before = keys()
    far = tied.world.foreign
    for name in ("hidden", "server", "DATA", "SECURITY"):
        row = session.get_one(Element, far.ids[name])
        row.name, row.sort_name, row.code = "Zz", "zz", f"ZZ-{row.id}"
    row = session.get_one(Element, far.ids["hidden"])
    row.url, row.cost_yearly, row.description = "https://zz.example", 9_000_000, "Zz"
    session.flush()
    session.expire_all()
    after = keys()
    session.rollback()
    assert after == before


@each_view
def test_no_field_in_charge_changes_the_map_of_another_office(tied, session, view):
    side = tied.world.own

    def keys():
        mine = maps(session, view, *_both(tied)[0], OTHER_OPERATOR)
        return [rendering.key(map_, "") for _, map_ in mine]

    before = keys()
    row = session.get_one(Element, side.ids["hidden"])
    for field in APPLICATION_FIELDS:
        if field.cls is FieldClass.RESTRICTED:
            setattr(row, field.name, _other(field, getattr(row, field.name)))
    for relation in session.query(Relation).filter_by(source_id=row.id):
        relation.attributes = {**relation.attributes, "protocol": "SOAP"}
    session.flush()
    session.expire_all()
    after = keys()
    session.rollback()
    assert after == before


def _other(field, value):
    """Return something else that a field may hold."""
    if field.kind in {FieldKind.MONEY, FieldKind.NUMBER, FieldKind.YEAR}:
        return 987_654_321
    if field.kind is FieldKind.DATE:
        return TODAY
    if field.choices:
        return next(each for each in field.choices if each is not value)
    return ["Zz"] if field.kind in {FieldKind.WORDS, FieldKind.CHOICES} else "Zz"


def _middle(view, side):
    """Return what may stand in the middle of a view: an application if it may."""
    if Layer.APPLICATION in view.focus:
        return side.ids["shared"]
    return side.ids[min(view.focus).name]


def _addresses(view, side, **said):
    focus = {"fokus": _middle(view, side), "langkah": 3} if view.focus else {}
    query = urlencode({**focus, **said})
    for ending in ("", ".svg", ".dot", "/isi", "/gambar", "/kecil"):
        yield f"/peta/{view.slug}{ending}?{query}"


@each_view
def test_no_page_picture_or_file_of_a_map_tells_it_either(tied, view):
    side, far = tied.world.own, tied.world.foreign
    for who in ("ARCHITECT", OTHER_OPERATOR):
        client = tied.again("own", who).client
        for address in _addresses(view, side):
            answer = client.get(address)
            assert answer.status_code in {200, 202}, address
            assert far.mark not in answer.text, address
            assert far.private not in answer.text, address
            if who == OTHER_OPERATOR:
                assert side.private not in answer.text, address


HOSTILE = [
    "",
    "0",
    "-1",
    "1e9",
    "9" * 5000,
    "\x00",
    "\x01\x1f\x7f",
    "a" * 5000,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "${x}`{{7*7}}",
    "٣ꦱ😀",
    "2026-13-45",
    "RETIRED,LIVE,,<b>,USES",
]
NAMES = [name for name, _ in asked.WORDS.values()] + [
    "langkah",
    "tanggal",
    "banding",
    "sembunyi",
    "ukuran",
    "ke",
    "kertas",
    "bagi",
    "instansi",
    "_anchor",
    "slug",
    "warna[]",
]


@each_view
def test_no_nonsense_in_an_address_breaks_a_map(tied, view):
    """A map comes, or the page that says that there is none; never a failure."""
    side, far = tied.world.own, tied.world.foreign
    client = tied.again("own", "ARCHITECT").client
    middle = f"&fokus={_middle(view, side)}" if view.focus else ""
    odd = [*HOSTILE, str(far.ids["dinas"]), str(far.ids["government"])]
    for value in odd:
        said = "&".join(f"{name}={quote(value)}" for name in NAMES)
        answer = client.get(f"/peta/{view.slug}?{said}{middle}")
        assert answer.status_code == 200, value[:40]
        assert "alert(1)</script>" not in answer.text
        assert far.mark not in answer.text
        for name in ("opd", "fokus"):
            answer = client.get(f"/peta/{view.slug}?{name}={quote(value)}")
            assert answer.status_code in {200, 404}, (name, value[:40])
            assert far.mark not in answer.text


def test_what_draws_sees_no_more_than_who_asked_sees_now(tied, session):
    """Between the asking and the drawing the post was lost: nothing is drawn."""
    side = tied.world.own
    person = side.people["LEADER"]
    wanted = Wanted(
        view="landscape",
        government=side.ids["government"],
        on=TODAY.isoformat(),
    )
    map_ = content(session, viewer(session, side, "LEADER"), wanted)
    job = Job(
        kind=drawings.KIND,
        key="uji",
        account_id=person.id,
        arguments={
            "wanted": wanted.to_json(),
            "leaf": leaves.to_json(drawings.PAGE),
            "key": drawings.drawings().key(map_, wanted, drawings.PAGE),
        },
    )
    session.add(job)
    for post in session.query(Post).filter_by(account_id=person.id):
        post.ends_on = TODAY - timedelta(days=1)
    session.commit()

    running.run_at_once(tied.app, job.id)

    session.refresh(job)
    assert job.state is JobState.FAILED
    assert "tidak ditemukan" in job.message
    assert "file" not in job.result

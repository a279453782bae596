"""Models in and out, as tests do it, and how two files are compared."""

import io
from datetime import date

from lxml import etree

from architecture import scope
from architecture.exchange.archimate import applying, contents, foreseeing
from architecture.exchange.archimate.leaving import Extent
from architecture.exchange.archimate.sights import sights
from architecture.exchange.archimate.writing import write

SPACE = "http://www.opengroup.org/xsd/archimate/3.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
HEAD = (
    f'<model xmlns="{SPACE}" xmlns:xsi="{XSI}" identifier="model">\n'
    "<name>Model uji</name>\n"
)


def model(body):
    """Return a file with this inside."""
    return f"{HEAD}{body}</model>".encode()


def node(name, kind="ApplicationComponent", title="Nama", more=""):
    """Return an element of a file, on a line of its own."""
    return (
        f'<element identifier="{name}" xsi:type="{kind}"><name>{title}</name>'
        f"{more}</element>\n"
    )


def line(name, kind, source, target, more=""):
    """Return a relation of a file, on a line of its own."""
    return (
        f'<relationship identifier="{name}" source="{source}" target="{target}" '
        f'xsi:type="{kind}"{more} />\n'
    )


def foreseen(session, government, file, **options):
    """Return the plan of an import."""
    session.flush()
    session.expire_all()
    return foreseeing.foresee(
        session, government, contents.read(io.BytesIO(file)), **options
    )


def bring_in(session, government, file, **options):
    """Import a file and return the plan that was carried out."""
    plan = foreseen(session, government, file, **options)
    applying.apply(session, government, plan, source="contoh.xml")
    session.flush()
    return plan


def take_out(session, government, *, on=None, known_on=None, drawn=False):
    """Export a government and return the file, with views of ours if wanted."""
    session.flush()
    session.expire_all()
    out = io.StringIO()
    extent = Extent(scope.full(government.id), government, on, known_on=known_on)
    shown = sights(session, extent, today=date(2026, 5, 1))[0] if drawn else ()
    write(session, extent, out, sights=shown)
    return out.getvalue().encode()


def canonical(file):
    """Return a file so that two that say the same are equal."""
    parser = etree.XMLParser(remove_blank_text=True)
    return etree.tostring(etree.fromstring(file, parser), method="c14n2")


def by_identifier(file):
    """Return elements and relations of a file by what they are called."""
    root = etree.fromstring(file)
    found = root.iter(f"{{{SPACE}}}element", f"{{{SPACE}}}relationship")
    return {each.get("identifier"): each for each in found}

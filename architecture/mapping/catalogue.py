"""The views: their names, and the question that each answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from architecture.errors import NotFound
from architecture.layers import Layer
from architecture.mapping.asking import Asked
from architecture.mapping.capabilities import COLOURS as OF_CAPABILITIES
from architecture.mapping.capabilities import capabilities
from architecture.mapping.change import change
from architecture.mapping.duplicates import duplicates
from architecture.mapping.impact import impact
from architecture.mapping.infrastructure import infrastructure
from architecture.mapping.integration import integration
from architecture.mapping.landscape import COLOURS, landscape
from architecture.mapping.roadmap import roadmap
from architecture.mapping.security import security
from architecture.mapping.six_layers import six_layers
from architecture.mapping.strategy import strategy
from architecture.mapping.surroundings import surroundings
from architecture.maps.choices import Colour, Grouping
from architecture.maps.content import Map
from architecture.scope import Viewer

Maker = Callable[[Session, Viewer, Asked], Map]


@dataclass(frozen=True, kw_only=True)
class View:
    """One way to look at the architecture.

    `slug` is its name in addresses, `focus` the layers of what may stand in the middle
    (none: the view has no middle); with `whole` it is drawn without one too.  Without
    `relates` its boxes are no elements.  The rest says what of a question it
    understands.
    """

    name: str
    slug: str
    title: str
    question: str
    icon: str
    make: Maker
    focus: frozenset[Layer] = frozenset()
    whole: bool = False
    relates: bool = True
    colours: tuple[Colour, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    offices: bool = False
    hops: bool = False
    hops_word: str = "langkah"
    ways: bool = False
    thins: bool = False
    compares: bool = False

    @property
    def centred(self) -> bool:
        """Tell whether something has to stand in the middle."""
        return bool(self.focus) and not self.whole


VIEWS: Mapping[str, View] = {
    view.name: view
    for view in (
        View(
            name="landscape",
            slug="lanskap",
            title="Lanskap aplikasi",
            question="Perangkat daerah mana menjalankan aplikasi apa, dan bagaimana"
            " keadaannya?",
            icon="layout-grid",
            make=landscape,
            colours=COLOURS,
            groupings=tuple(Grouping),
            offices=True,
        ),
        View(
            name="capabilities",
            slug="kapabilitas",
            title="Peta kapabilitas",
            question="Urusan mana yang belum didukung aplikasi, dan mana yang mungkin"
            " terlalu banyak?",
            icon="layout-dashboard",
            make=capabilities,
            relates=False,
            colours=OF_CAPABILITIES,
            offices=True,
            hops=True,
            hops_word="tingkat rincian",
        ),
        View(
            name="surroundings",
            slug="sekitar",
            title="Sekitar sebuah elemen",
            question="Siapa saja yang perlu ditanya sebelum ini diubah?",
            icon="topology-star-3",
            make=surroundings,
            focus=frozenset(Layer),
            hops=True,
            ways=True,
            thins=True,
        ),
        View(
            name="six-layers",
            slug="enam-lapisan",
            title="Enam lapisan",
            question="Layanan ini ditopang apa, dari proses bisnis sampai"
            " pengamanannya, dan lapisan mana yang masih kosong?",
            icon="stack-2",
            make=six_layers,
            focus=frozenset({Layer.SERVICE, Layer.BUSINESS, Layer.APPLICATION}),
            thins=True,
        ),
        View(
            name="strategy",
            slug="strategi",
            title="Strategi",
            question="Layanan dan aplikasi mana menopang indikator mana, dan indikator"
            " mana yang belum ditopang?",
            icon="target",
            make=strategy,
            focus=frozenset({Layer.STRATEGY}),
            whole=True,
            thins=True,
        ),
        View(
            name="integration",
            slug="integrasi",
            title="Integrasi",
            question="Siapa memberi data apa kepada siapa, dan lewat apa?",
            icon="arrows-exchange",
            make=integration,
            focus=frozenset({Layer.APPLICATION}),
            whole=True,
            offices=True,
        ),
        View(
            name="infrastructure",
            slug="infrastruktur",
            title="Infrastruktur",
            question="Apa berjalan di mana: tempat, server, lalu aplikasi dan datanya?",
            icon="stack-2",
            make=infrastructure,
            offices=True,
        ),
        View(
            name="security",
            slug="keamanan",
            title="Pengamanan",
            question="Apa diamankan oleh apa, dan apa yang belum diamankan?",
            icon="shield-lock",
            make=security,
            offices=True,
        ),
        View(
            name="impact",
            slug="dampak",
            title="Dampak bila berhenti",
            question="Apa yang ikut berhenti atau terganggu bila ini berhenti, lewat"
            " jalur yang mana?",
            icon="alert-triangle",
            make=impact,
            focus=frozenset(Layer),
        ),
        View(
            name="change",
            slug="perubahan",
            title="Perubahan antara dua tanggal",
            question="Apa yang berhenti, apa yang baru, dan apa yang berubah sampai"
            " tanggal itu?",
            icon="arrows-diff",
            make=change,
            offices=True,
            compares=True,
        ),
        View(
            name="duplicates",
            slug="kembar",
            title="Aplikasi kembar",
            question="Pekerjaan apa yang dikerjakan lebih dari satu aplikasi, dan siapa"
            " yang perlu bertemu?",
            icon="copy",
            make=duplicates,
            offices=True,
        ),
        View(
            name="roadmap",
            slug="peta-rencana",
            title="Peta rencana",
            question="Apa yang dikerjakan lebih dahulu, apa sesudahnya, dan apa yang"
            " menahannya?",
            icon="timeline",
            make=roadmap,
            relates=False,
            offices=True,
        ),
    )
}
"""In the order in which people meet them."""


def view(name: str) -> View:
    """Return the view of a name.  Raises `NotFound`."""
    try:
        return VIEWS[name]
    except KeyError:
        raise NotFound(f"Tidak ada peta bernama “{name}”.") from None

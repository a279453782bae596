"""Forms of saved filters: a new one, one that is replaced, another name."""

from collections.abc import Mapping, Sequence

from wtforms import BooleanField, SelectField, StringField

from architecture.filtering import FRONT, LONGEST
from architecture.model import SavedFilter
from architecture.reference.calendar import read_day
from eaportal import days, formats
from eaportal.filtering.bar import told
from eaportal.filtering.pages import Page
from eaportal.forms import Form, SelectChoice
from eaportal.queries import whole


class NameForm(Form):
    """How a filter is called."""

    name = StringField(
        "Nama", description=f"Paling panjang {LONGEST} karakter.", default=""
    )

    def value_of(self, name: str) -> int:
        """Return what was chosen in a field that may have been left out."""
        return int(self[name].data or 0) if name in self else 0


class EditForm(NameForm):
    """How a filter is called, and whether a map stands on the front page."""

    front = BooleanField("Tampilkan di beranda")

    def offer(self, page: Page, *, shared: bool) -> None:
        """Say on whose front page; leave out what is no map."""
        whose = "semua orang instansi ini" if shared else "Anda"
        self.front.description = f"Di beranda {whose}, paling banyak {FRONT}."
        if page.view is None:
            del self.front


class SaveForm(NameForm):
    """As what a filter is saved."""

    day = SelectField("Tanggal", default="")
    shared = BooleanField(
        "Untuk seluruh instansi",
        description="Semua orang instansi ini melihatnya; isinya tetap menurut hak "
        "masing-masing.",
    )
    front = BooleanField(
        "Tampilkan di beranda",
        description=f"Gambar kecilnya, di beranda mereka yang melihatnya; paling "
        f"banyak {FRONT}.",
    )
    replaced = SelectField(
        "Atau ganti isi",
        coerce=whole,
        default=0,
        description="Namanya tetap bila Nama dikosongkan; pemiliknya tetap.",
    )

    def offer(
        self, page: Page, rows: Sequence[SavedFilter], *, day: str, may_share: bool
    ) -> None:
        """Offer the filters that may be replaced; leave out what one may not do."""
        kept = read_day(day) if day else formats.today()
        self.day.choices = [
            SelectChoice("", "Selalu hari ini"),
            SelectChoice(kept.isoformat(), f"Tetap per {formats.day(kept)}"),
        ]
        names = [SelectChoice(row.id, f"{row.name} ({told(row)})") for row in rows]
        self.replaced.choices = [SelectChoice(0, "Tidak, simpan yang baru"), *names]
        if not rows:
            del self.replaced
        if not may_share:
            del self.shared
        if page.view is None:
            del self.day, self.front

    def on_its_day(self, asked: Mapping[str, str]) -> dict[str, str]:
        """Return what is asked, for the day that was chosen."""
        if "day" not in self:
            return dict(asked)
        kept = {name: text for name, text in asked.items() if name != days.NAME}
        return {**kept, days.NAME: self.day.data} if self.day.data else kept

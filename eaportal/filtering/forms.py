"""Forms of saved filters: a new one, one that is replaced, another name."""

from collections.abc import Sequence

from wtforms import BooleanField, SelectField, StringField

from architecture.filtering import LONGEST
from architecture.model import SavedFilter
from eaportal.filtering.bar import told
from eaportal.forms import Form, SelectChoice
from eaportal.queries import whole


class NameForm(Form):
    """How a filter is called."""

    name = StringField(
        "Nama", description=f"Paling panjang {LONGEST} karakter.", default=""
    )


class SaveForm(NameForm):
    """As what a filter is saved."""

    shared = BooleanField(
        "Untuk seluruh instansi",
        description="Semua orang instansi ini melihat saringannya; isinya tetap "
        "menurut hak masing-masing.",
    )
    replaced = SelectField(
        "Atau ganti isi",
        coerce=whole,
        default=0,
        description="Namanya tetap bila Nama dikosongkan; pemiliknya tetap.",
    )

    def offer(self, rows: Sequence[SavedFilter], *, may_share: bool) -> None:
        """Offer the filters that may be replaced; leave out what one may not do."""
        names = [SelectChoice(row.id, f"{row.name} ({told(row)})") for row in rows]
        self.replaced.choices = [SelectChoice(0, "Tidak, simpan yang baru"), *names]
        if not rows:
            del self.replaced
        if not may_share:
            del self.shared

    def value_of(self, name: str) -> int:
        """Return what was chosen in a field that may have been left out."""
        return int(self[name].data or 0) if name in self else 0

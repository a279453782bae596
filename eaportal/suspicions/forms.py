"""The form by which a person says what a pair is."""

from wtforms import HiddenField, RadioField, TextAreaField

from architecture.errors import Invalid
from architecture.model import PairVerdict
from eaportal.forms import Form, choices_of
from eaportal.queries import whole
from eaportal.suspicions.judged import Judged


class JudgementForm(Form):
    """What two applications are to each other, and why."""

    version = HiddenField()
    verdict = RadioField(
        "Menurut Anda, keduanya",
        choices=choices_of(PairVerdict),
        validate_choice=False,
    )
    reason = TextAreaField(
        "Karena",
        description="Wajib untuk “Berbeda”. Dibaca oleh siapa pun yang menemukan "
        "pasangan ini lagi.",
        render_kw={"rows": 3},
    )

    @classmethod
    def about(cls, said: Judged | None) -> "JudgementForm":
        """Return the form for a pair, with what was said of it before."""
        if said is None:
            return cls(formdata=None, data={"version": 0})
        stated = {
            "version": said.version,
            "verdict": said.verdict.name,
            "reason": said.reason,
        }
        return cls(formdata=None, data=stated)

    @property
    def seen(self) -> int:
        """Return the version of the judgement that the person saw."""
        return whole(self.version.data)

    @property
    def chosen(self) -> PairVerdict | None:
        """Return what is said, None if nothing is."""
        return PairVerdict.__members__.get(str(self.verdict.data or ""))

    def check(self) -> None:
        """Raise `Invalid` if the form was not sent whole."""
        if not self.validate():
            raise Invalid("Periksa isian yang ditandai.")

"""The form of the five conditions, for the office and for the reviewer."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, TextAreaField

from architecture.conflicts.sejenis import CONDITIONS
from architecture.errors import Invalid
from eaportal.forms import Form

MET, TEXT = "met_", "text_"


class ClaimForm(Form):
    """For each condition whether it is met, and evidence or note."""

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Return the two fields of each condition."""
        return [(self[MET + code], self[TEXT + code]) for code in CONDITIONS]

    def said(self) -> dict[str, tuple[bool, str]]:
        """Return what was filled in, as the operations take it."""
        return {
            code: (bool(self[MET + code].data), str(self[TEXT + code].data or ""))
            for code in CONDITIONS
        }

    def show(self, error: Invalid) -> None:
        """Show a refusal beside the texts that it names."""
        for code, texts in error.problems.items():
            self[TEXT + code].errors = [*self[TEXT + code].errors, *texts]


def claim_form(kept: Mapping[str, Any], word: str, label: str) -> ClaimForm:
    """Return the form with what is kept; `word` names the text there."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    for code, condition in CONDITIONS.items():
        fields[MET + code] = BooleanField(condition)
        fields[TEXT + code] = TextAreaField(
            f"{label}: {condition[:1].lower()}{condition[1:]}", render_kw={"rows": 2}
        )
        said = kept.get(code, {})
        data |= {MET + code: said.get("met", False), TEXT + code: said.get(word, "")}
    made: ClaimForm = type("ClaimForm", (ClaimForm,), fields)(data=data)
    return made

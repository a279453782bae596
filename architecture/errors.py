"""The ways in which the architecture says no."""


class Refused(Exception):
    """A rule says no; the text is a sentence in Indonesian that a person can act on.

    `field` names the field of a form that the sentence belongs to, where there is one.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        """Say no with a sentence, beside a field if it is named."""
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotAllowed(Refused):
    """The person does not hold a post that allows this."""


class NotFound(Refused):
    """There is no such thing, or the person may not know of it."""


class CodeTaken(Refused):
    """A code that must be unique is in use."""


class Changed(Refused):
    """Somebody else changed the same thing in the meantime."""


class WrongState(Refused):
    """The thing is in a state in which this cannot be done any more, or not yet."""


class Invalid(Refused):
    """What was stated cannot be true or cannot be kept."""

    def __init__(
        self, sentence: str, *, problems: dict[str, list[str]] | None = None
    ) -> None:
        """Say no; `problems` runs field → sentences."""
        super().__init__(sentence)
        self.problems = problems or {}

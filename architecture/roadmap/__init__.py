"""What differs between two days of one model, and what follows what in a plan."""

from architecture.roadmap.gaps import Change, Gap, Turn, gaps
from architecture.roadmap.ordering import Span, circle, clashes, span

__all__ = ["Change", "Gap", "Span", "Turn", "circle", "clashes", "gaps", "span"]

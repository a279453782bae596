"""What differs between two days of one model: values in, values out."""

from architecture.roadmap.gaps import Change, Gap, Turn, gaps

__all__ = ["Change", "Gap", "Turn", "gaps"]

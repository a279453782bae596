"""The model on a day: what is there, and where it stands in its life then."""

from datetime import date, timedelta

from architecture.layers import Status

_FIRST, _NEVER = date.min, date.max


def life(
    status: Status, live_on: date | None, retires_on: date | None
) -> tuple[date, date]:
    """Return the first day of an element, and the day on which it is gone.

    What is planned without a date is never there; what is retired without one never
    was, as far as anybody knows.

    >>> life(Status.LIVE, None, date(2027, 1, 1))
    (datetime.date(1, 1, 1), datetime.date(2027, 1, 1))
    """
    if live_on is None and status in {Status.PLANNED, Status.IN_BUILD}:
        return _NEVER, _NEVER
    if retires_on is None and status is Status.RETIRED:
        return _FIRST, _FIRST
    return live_on or _FIRST, retires_on or _NEVER


def relation_life(starts_on: date | None, ends_on: date | None) -> tuple[date, date]:
    """Return the first day of a relation, and the day on which it is gone.

    `ends_on` is its last day, as with everything that runs from one day to another.

    >>> relation_life(None, date(2026, 12, 31))
    (datetime.date(1, 1, 1), datetime.date(2027, 1, 1))
    """
    end = ends_on or _NEVER
    return starts_on or _FIRST, end if end == _NEVER else end + timedelta(days=1)


def status_on(
    status: Status, live_on: date | None, retires_on: date | None, day: date
) -> Status:
    """Return where an element stands on a day, by its life.

    >>> status_on(Status.LIVE, None, date(2027, 1, 1), date(2027, 3, 1)).value
    'Tidak aktif'
    >>> status_on(Status.PLANNED, date(2027, 1, 1), None, date(2027, 3, 1)).value
    'Aktif'
    """
    first, end = life(status, live_on, retires_on)
    if day < first:
        return status if status is Status.IN_BUILD else Status.PLANNED
    if day >= end:
        return Status.RETIRED
    return status if status is Status.PHASING_OUT else Status.LIVE

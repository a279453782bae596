"""Smaller answers: what the pages are served with, pictures, and most pages.

A page that was asked for with a query goes out as it is: it may show what was asked
beside its token, and the size of both compressed would tell of the token (BREACH).
"""

import gzip
from collections import OrderedDict
from threading import Lock

from flask import Flask, Response, request

TYPES = frozenset(
    {"text/css", "text/javascript", "application/javascript", "image/svg+xml"}
)
SMALLEST = 1400
"""Bytes; what fits one packet gains nothing."""

KEPT = 64


class Packed:
    """The compressed files of the pages, by their tag; each is packed once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def of(self, tag: str, content: bytes) -> bytes:
        """Return the content compressed; one without a tag is not kept."""
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
                return self._kept[tag]
        packed = gzip.compress(content, 6 if tag else 4, mtime=0)
        if tag:
            with self._lock:
                self._kept[tag] = packed
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return packed


def init_app(app: Flask) -> None:
    """Compress what may be, for browsers that take it."""
    packed = Packed()

    @app.after_request
    def compress(response: Response) -> Response:
        if not _may_be_packed(response):
            return response
        response.vary.add("Accept-Encoding")
        if not request.accept_encodings["gzip"] or response.content_encoding:
            return response
        response.direct_passthrough = False
        content = response.get_data()
        if len(content) < SMALLEST:
            return response
        tag, weak = response.get_etag()
        kept = f"{request.path} {tag}" if request.endpoint == "static" and tag else ""
        response.set_data(packed.of(kept, content))
        response.headers["Content-Encoding"] = "gzip"
        if tag and not weak:
            response.set_etag(tag, weak=True)
        return response


def _may_be_packed(response: Response) -> bool:
    if response.status_code != 200:
        return False
    if response.mimetype == "text/html":
        return request.method == "GET" and not request.query_string
    return response.mimetype in TYPES

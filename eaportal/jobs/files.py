"""Files that the worker writes for one person, and how that person gets them."""

from typing import Any

from flask import abort, g
from werkzeug.wrappers import Response

from architecture.model import Job
from architecture.scope import Viewer
from eaportal import db, storage, uploads


def made(viewer: Viewer, content: bytes, name: str, url: str) -> dict[str, Any]:
    """Keep a file that was written as its asker may see it; return the job's result.

    `url` is the page that sends it.
    """
    return {
        "file": storage.current().write(content),
        "name": name,
        "posts": posts_of(viewer),
        "url": url,
        "download": True,
    }


def send(key: int, kind: str) -> Response:
    """Send the file of a job of this kind to the one who asked for it.

    Whoever has lost a post since is not sent what it let them read: 404, as for others.
    """
    job = db.get_or_404(Job, key)
    if job.kind != kind or job.account_id != g.viewer.account:
        abort(404)
    result = job.result
    if "posts" not in result:  # not done, or by a portal that did not note them yet
        abort(404)
    now = posts_of(g.viewer)
    if not all(post in now for post in result["posts"]):
        abort(404)
    name = str(result["name"])
    content = storage.current().read(str(result["file"]))
    return storage.send_bytes(content, name, uploads.type_of_name(name))


def posts_of(viewer: Viewer) -> list[list[str | int]]:
    """Return the posts of a person as JSON keeps them: role and office."""
    return [[post.role.name, post.organisation] for post in viewer.posts]

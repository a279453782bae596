"""Letters of decision: their page, their files, and the page that verifies them.

`making` writes DOCX and PDF as a job; `views` shows a letter to those who may see its
registration; `replacing` issues a corrected one in place of one that was withdrawn;
`verifying` is public: it is where the QR leads.
"""

from importlib import import_module

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages; with them comes the job that makes the files."""
    from eaportal.letters import verifying, views

    import_module("eaportal.letters.replacing")
    app.register_blueprint(views.pages)
    app.register_blueprint(verifying.pages)

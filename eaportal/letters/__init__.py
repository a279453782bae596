"""Letters of decision: their page, their files, and the page that verifies them.

`making` writes DOCX and PDF as a job; `views` shows a letter to those who may see its
registration; `verifying` is public: it is where the QR leads.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages; with them comes the job that makes the files."""
    from eaportal.letters import verifying, views

    app.register_blueprint(views.pages)
    app.register_blueprint(verifying.pages)

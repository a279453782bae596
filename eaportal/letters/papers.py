"""Files about a decision as rows: signed letters and considerations from outside."""

from architecture.model import Document, Letter, Registration
from architecture.registration.drafting import StoredFile

SIGNED = "SURAT_BERTANDA_TANGAN"
CONSIDERATION = "SURAT_PERTIMBANGAN"


def document_of(
    file: StoredFile, about: Registration | Letter, kind: str, *, account: int
) -> Document:
    """Return the row of a kept file; it is no document of the office's own."""
    return Document(
        government_id=about.government_id,
        kind=kind,
        filename=file.filename,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        key=file.key,
        by_id=account,
    )

"""letters of cases stand among letters."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "b7d0c1a9e2f4"
down_revision = "6ecefc7af893"

INTO = sa.text(
    """
    INSERT INTO letters (
        government_id, case_id, number, year, issued_on, token, state, content,
        history_head, withdrawn_reason, created_at
    )
    SELECT
        government_id, id, letter_number, :year, date(decided_at), :token, 'ISSUED',
        letter, '', '', decided_at
    FROM consolidation_cases WHERE id = :key
    """
)

BACK = sa.text(
    """
    UPDATE consolidation_cases SET letter = (
        SELECT content FROM letters
        WHERE letters.case_id = consolidation_cases.id
        AND letters.number = consolidation_cases.letter_number
    )
    WHERE letter_number IS NOT NULL
    """
)


def upgrade() -> None:
    """Go forward."""
    connection = op.get_bind()
    decided = sa.text(
        "SELECT id, date(decided_at) FROM consolidation_cases"
        " WHERE letter_number IS NOT NULL"
    )
    for key, day in connection.execute(decided).all():
        values = {
            "key": key,
            "year": int(str(day)[:4]),
            "token": secrets.token_urlsafe(18),
        }
        connection.execute(INTO, values)


def downgrade() -> None:
    """Go back."""
    op.execute(BACK)
    op.execute("UPDATE letters SET replaces_id = NULL WHERE case_id IS NOT NULL")
    op.execute("DELETE FROM letters WHERE case_id IS NOT NULL")

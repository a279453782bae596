"""The letters that tell an office what was decided: numbered, verified, withdrawn.

A letter is written once, as one value (`content`); DOCX and PDF are made from it.
`numbers` gives the numbers, `issuing` says what may be done, `finding` how letters are
looked up and verified.  Every function leaves the commit to its caller.
"""

from architecture.letters.content import signing_post, written
from architecture.letters.finding import (
    Chain,
    by_token,
    chain_of,
    find,
    of_registration,
)
from architecture.letters.issuing import issue, keep_signed, withdraw
from architecture.letters.numbers import numbered, scheme_problem

__all__ = [
    "Chain",
    "by_token",
    "chain_of",
    "find",
    "issue",
    "keep_signed",
    "numbered",
    "of_registration",
    "scheme_problem",
    "signing_post",
    "withdraw",
    "written",
]

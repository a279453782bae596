"""The letters that tell an office what was decided: verified, withdrawn, replaced.

A letter is written once, as one value (`content`); DOCX and PDF are made from it.
`numbers` gives the numbers, `issuing` says what may be done, `finding` how letters are
looked up and verified.  Every function leaves the commit to its caller.
"""

from architecture.letters.cases import decided, decision_of, taken_back
from architecture.letters.content import signing_post, written
from architecture.letters.finding import (
    Chain,
    by_token,
    chain_of,
    find,
    of_case,
    of_registration,
)
from architecture.letters.issuing import (
    Correction,
    issue,
    issue_about,
    keep_signed,
    may_replace,
    offices_of,
    replace,
    replacing_problem,
    withdraw,
)
from architecture.letters.numbers import numbered, scheme_problem

__all__ = [
    "Chain",
    "Correction",
    "by_token",
    "chain_of",
    "decided",
    "decision_of",
    "find",
    "issue",
    "issue_about",
    "keep_signed",
    "may_replace",
    "numbered",
    "of_case",
    "of_registration",
    "offices_of",
    "replace",
    "replacing_problem",
    "scheme_problem",
    "signing_post",
    "taken_back",
    "withdraw",
    "written",
]

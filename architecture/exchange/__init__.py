"""Spreadsheets in and out of the architecture.

An inventory comes in by four steps that know no database: `reading` makes a table of
a file, `columns` recognises its headers, `rows` makes values of its cells, `preview`
says for every row what will happen and why.  `writing` gives rows back as a file,
`summary` says what they come to.
"""

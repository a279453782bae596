"""The published words: reference codes, national applications, calendar, defaults.

Each list is a CSV file in `data/` with its source in the first lines, and a small
module that reads it when first asked.  These files are release 0: once loaded into
the tables, the tables are the truth, and these serve only as what came with us.
"""

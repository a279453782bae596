"""Lists of applications as offices keep them, brought into the inventory.

Four steps know no database: `reading` makes a table of a file, `columns` recognises its
headers, `rows` makes values of its cells, `preview` says for every row what will happen
and why.  `gathering` supplies what stands in the database, `keeping` keeps the preview,
`applying` carries it out, `mending` gives back the rows that were refused.
"""

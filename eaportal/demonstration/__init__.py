"""The demonstration governments: their data as files, and how the files are read.

Everything in `data/` is invented.  `reading.read` gives it as values; nothing here
knows a database.
"""

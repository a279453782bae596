"""What the portal knows: the architecture of governments, without any web in it.

Read it in this order: `layers`, `roles` and `errors` hold the words, `reference` the
published codes and lists, `model` the tables; `duplicates`, `conflicts` and `maps` are
what can be found out from values; `history` and `scope` are what every operation
needs; `inventory`, `registration` and their neighbours are what may be done.
`exchange` and `documents` carry it in and out of files.
"""

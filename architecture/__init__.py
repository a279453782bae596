"""What the portal knows: the architecture of governments, without any web in it.

Read it in this order: `layers`, `roles` and `errors` hold the words, `reference` the
published codes and lists, `model` the tables, `duplicates`, `conflicts`, `maps` and
`roadmap` what can be found out from values, and the remaining modules what may be
done.  `exchange` and `documents` carry it in and out of files.
"""

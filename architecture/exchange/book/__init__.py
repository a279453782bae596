"""One workbook per government: the six layers, the strategy, relations and uses.

`layout` says which sheets and columns there are, `cells` what a value looks like in a
cell and back, `gathering` streams what stands in the model, `past` what was
known on a past day, `writing` makes the file.
On the way back `reading` gives the rows of a file, `elements`, `relations` and `uses`
compare them with the model, `foreseeing` makes one plan of it, `applying` carries it
out and `mending` returns what could not be taken.

Export and import share `layout` and `cells`, so a cell that nobody touched says the
same on both ways and is no change.
"""

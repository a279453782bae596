"""ArchiMate 3.1/3.2 Model Exchange files, read and written.

`reading` streams a file and says what is wrong with it by line, `mapping` and
`properties` say what is what on both sides, `rules` which relation the language allows.
`foreseeing` makes a plan of an import, `applying` carries it out, `writing` exports.
"""

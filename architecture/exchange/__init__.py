"""The architecture in and out, as files.

`files` opens what somebody uploads and writes tables, `inventories` brings in the lists
of applications that offices keep, `book` exchanges the whole model as a workbook, and
`archimate` as a model file.  `importing` keeps what all three have: an import on
record, with its preview row by row.
"""

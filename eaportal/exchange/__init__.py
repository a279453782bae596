"""Pages that bring files in and send them out: lists, workbooks, ArchiMate models."""

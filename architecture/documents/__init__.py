"""Documents from the live model: letters as DOCX and PDF, lists and plans as XLSX.

Each document is made from one value; nothing here knows the database.
"""

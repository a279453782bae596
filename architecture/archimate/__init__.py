"""What ArchiMate 3.2 calls our elements and relations, and what it allows."""

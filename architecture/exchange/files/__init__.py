"""Files from outside: opened safely or refused, and tables written."""

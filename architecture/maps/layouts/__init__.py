"""The layouts: where boxes and arrows go, and how they are handed to Graphviz."""

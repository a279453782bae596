"""The files that a map leaves as: SVG, PNG, PDF on paper, draw.io, DOT."""

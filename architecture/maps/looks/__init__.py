"""How maps look: colours, shapes, letters, legend, and the sheet around a drawing."""

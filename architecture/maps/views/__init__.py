"""The views: what stands on each map, from values that were read within a scope."""

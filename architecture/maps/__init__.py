"""What is on a map, then how it is drawn, then the picture.

Read `content` for the values, `landscape`, `surroundings` and `cluster` for the views,
`drawing` for the notation, and `rendering` for what callers use: `svg`, `png`, `key`.
"""

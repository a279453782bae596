"""What is on a map, then how it is drawn, then the picture.

`content` holds the values; `views` say what stands on each map, `layouts` where it
goes, `looks` which colours and shapes it has; `drawing` makes DOT of it, `rendering` a
picture, and `files` what leaves for elsewhere.
"""

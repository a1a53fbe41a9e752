"""Lay out the files of the image; the Dockerfile runs this, in build stages only.

`system` and `dependencies` fill a folder with what becomes one layer. What is not in
the image stands in `left_out`, and only there.
"""

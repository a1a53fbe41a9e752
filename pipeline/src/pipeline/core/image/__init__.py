"""Parse an image's archive: layers, sizes, parts."""

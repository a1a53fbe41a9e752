"""Run git on a bare clone: read trees, make commits, push them."""

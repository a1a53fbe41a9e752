"""Parse objects of a cluster, whatever their shape."""

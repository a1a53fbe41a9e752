"""What the schemas of a cluster say of manifests, found in a container."""

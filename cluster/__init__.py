"""A Kubernetes cluster from package registries, in namespaces of its own."""

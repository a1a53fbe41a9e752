"""Run OpenTofu in many folders, inside a container."""

"""The stages: one Dagger graph a file. A stage never imports another."""

"""Read the state and the history of environments from Git."""

"""Policy without side effects: no Dagger, clock, network or environment."""

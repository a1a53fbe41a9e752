"""The heart of the pipeline: policy, pure. No Dagger, clock, network or environment."""

"""Compare the policy of a change with that of its base."""

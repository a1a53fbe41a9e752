"""The rules as Kyverno has them, and the tests that its own program runs."""

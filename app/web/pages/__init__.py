"""What people look at: HTML, and the files that go with it."""

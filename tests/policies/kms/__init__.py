"""A key management service for tests: version 2 of the API server's protocol."""

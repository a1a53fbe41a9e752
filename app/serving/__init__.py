"""A gunicorn worker that no client can hold, and what it tells those it refuses."""

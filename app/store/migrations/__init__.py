"""How the schema becomes what a version of the service needs."""

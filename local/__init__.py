"""The service and all it needs on one machine, without installing anything."""

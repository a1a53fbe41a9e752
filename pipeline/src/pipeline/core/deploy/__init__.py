"""Decide what an effect writes: bump, promotion, rollback, abort and hold."""

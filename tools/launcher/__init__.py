"""Starts, tests and stops the service on a plain Debian machine; standard library only."""

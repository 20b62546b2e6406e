"""A year of a force: what is played, and what must be true after each step."""

"""Plain Python without the ORM: what sets papers, in a process of its own."""

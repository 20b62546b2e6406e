"""Plain Python without the ORM: a browser over a pipe, slots of a machine, running titles."""

"""Plain Python without the ORM: how alike two texts sound, and the pages behind the question mark."""

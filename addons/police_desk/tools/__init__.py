"""Plain Python without the ORM: how alike two texts sound."""

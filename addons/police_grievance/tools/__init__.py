"""Plain Python without the ORM: numbers, names in two scripts, languages, phones, the envelope."""

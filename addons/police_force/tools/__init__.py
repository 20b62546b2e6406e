"""Plain Python without the ORM: sound of names in two scripts, phones, ranks, workbooks."""

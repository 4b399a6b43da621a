"""Measurements: apart from the tests, on data that the user brings. Nothing here is part of the program."""

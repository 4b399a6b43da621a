"""The question log; here only what masks it."""

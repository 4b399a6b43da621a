"""The commands: a file for each, named like it, with its ``command``."""

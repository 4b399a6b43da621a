"""Fuzz: write the content's questions as hurried people would, and see whether each keeps its reply."""

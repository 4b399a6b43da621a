"""Replay: ask two versions of the content the same questions, and say what changed.

``versions`` finds the content of a file or a git revision, ``questions`` reads what was asked, ``compare`` is the pure function that
every way to run shares, ``run`` runs it on all cores, ``spark`` on a cluster, and ``ledger`` counts.
"""

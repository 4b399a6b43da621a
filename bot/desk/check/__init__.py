"""Check: everything that is wrong with the content, told at once to the person who edits it.

``check`` runs the ``rules`` on a ``draft``; ``suppress`` takes out what the file allows, with
the reason. ``collisions`` looks further, on request. A finding that can be mended carries the edit that does it.
"""

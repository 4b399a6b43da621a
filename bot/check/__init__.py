"""Check: everything that is wrong with the content, told at once to the person who edits it.

``check`` runs the rules; each rule is one function, kept with others of its noun: ``quotes``, ``patterns``, ``examples``,
``synonyms``. A rule is named by the id in brackets at the end of its message.
"""

"""Match: find the intents that a question may mean, best first, with the evidence for each.

``slots`` reads patterns as rows of slots, ``weighed`` weighs them, ``build`` makes the ``index`` of all, ``question`` weighs the words of
a question, ``rows`` compares it with single rows, ``account`` says what of it is explained, ``match`` puts all together.
"""

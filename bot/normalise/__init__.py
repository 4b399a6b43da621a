"""Normalise: what the visitor wrote becomes tokens that can be compared with the content.

``fold`` finds the words and opens what is shortened, ``lexicon`` holds the words of the content, ``spelling`` mends,
``tokens`` puts them together, ``message`` holds where each term stands, ``clauses`` takes a long message apart,
``pointing`` tells what points back.
"""

"""Starter: first content for another page.

``outline`` finds the intents that the page suggests, ``content`` puts them beside what serves any page, ``make`` tries it and makes the
folder.
"""

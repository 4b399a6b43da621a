"""Load: ``intents.yaml`` and the page's text become a checked Content.

``nodes`` reads YAML with places, ``pattern`` the pattern language, ``models`` says what the file may hold,
``load`` puts them together, ``schema`` tells editors' programs.
"""

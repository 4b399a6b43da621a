"""Review: what visitors asked and did not get, and what could be done about it.

``clusters`` puts like questions together, ``proposals`` says what would answer them, ``trial`` asks every test before it is offered.
"""

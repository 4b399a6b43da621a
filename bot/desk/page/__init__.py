"""Page: the page anew, from a text, an HTML file or an address, in the form in which ``source/`` keeps it.

``fetch`` gets it, ``html`` takes the main content out of it, ``read`` chooses between them; ``compare`` says what differs from
the page that the bot knows.
"""

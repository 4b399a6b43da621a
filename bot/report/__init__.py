"""Report: one page for the clinician and the web team, of all that the bot may say and how well it does.

``gather`` collects what stands in it, ``plots`` draws, ``page`` puts it into the template.
"""

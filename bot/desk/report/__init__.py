"""Report: one page for the clinician and the web team, of all that the bot may say and how well it does.

``render`` puts what was found into the template, which draws too; ``since`` says what changed; ``template`` fills these in, and the
other documents that people are given.
"""

"""A rule-based FAQ bot that only quotes: it answers with sentences of one page, word for word, or hands off.

The pipeline, in order (``pipeline.Bot`` is the only place that knows it)::

    content    intents.yaml and the page      -> Content
    normalise  what the visitor wrote         -> tokens: spelling mended, endings and synonyms folded
    guard      tokens                         -> danger, looked at before anything else; calls for advice, clause by clause
    follow     tokens, Context                -> "tell me more", "why?" and their like
    look up    clauses                        -> for each the topic that it names, and the intents that it may mean
    match      tokens, Index                  -> ranked Candidates with their evidence
    decide     Candidates, Policy             -> Decision: answer, clarify, hand off, small talk
    reply      Decision, Content              -> Reply: the one record that every edge shows

Around it: ``desk`` (what content staff work with), ``log`` (the question log), ``web`` (the service and the widget), ``cli``.
"""

__version__ = "0.1.0"

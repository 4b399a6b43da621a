"""Evaluate: how good the bot is, by questions whose right reply is known.

``gold`` reads such questions, ``judge`` says whether a reply is right, ``evaluate`` asks and counts, ``scores`` and ``baseline`` look
closer and compare, ``tune`` finds the policy that may be recommended.
"""

"""The rules of the check, by what they look at; ``catalogue`` names their order."""

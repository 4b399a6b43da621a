"""The desk: what content staff check, try, measure and release the content with. Nothing that answers a visitor stands on it."""

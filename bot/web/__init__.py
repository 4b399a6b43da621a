"""The web edge: the bot over HTTP, as JSON and as a page."""

"""The widget and the pages in real browsers."""

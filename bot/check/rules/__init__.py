"""The rules of the check, one a file: its docstring holds a snippet that passes and one that fails."""

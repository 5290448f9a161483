"""The report as a Word file: the templates that ship, and how one is filled in."""

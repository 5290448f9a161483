"""Meetings: planned, announced, reminded of, prepared and walked through."""

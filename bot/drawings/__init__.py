"""Drawings, each from lines of words to a PNG."""

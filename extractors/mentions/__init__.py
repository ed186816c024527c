"""Mentions: the spans of a sentence that speak of a thing, each with its type."""

"""Frames: from the chunks of a sentence to the readings of its triggers."""

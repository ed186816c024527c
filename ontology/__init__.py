"""Ground floor: what can be said, as data, and the Python that loads it."""

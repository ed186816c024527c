"""Fuzzing: bytes that nobody thought of, and what must hold whatever they are."""

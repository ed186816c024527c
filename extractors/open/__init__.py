"""Open facts: predicates outside the ontology, from any Chinese prose."""

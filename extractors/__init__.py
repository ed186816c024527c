"""First floor: text in, facts out. Knows the ontology, knows no RDF store."""

"""Training: the models that reading and ranking go by, learnt from annotated pages."""

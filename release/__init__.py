"""What a release is checked by, and what goes with it; ``make release`` runs all of it."""

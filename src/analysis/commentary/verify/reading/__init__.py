"""What a place in a sentence speaks of: which measure, which region or unit, which quarter."""

"""What is found wrong: figures, words of change, comparisons, bounds, names."""

"""What figures may say: the values that facts, definitions and params give them."""

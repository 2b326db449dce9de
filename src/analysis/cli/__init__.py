"""The command `bulletin`: every step of a quarter, with help and errors in Chinese."""

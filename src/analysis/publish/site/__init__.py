"""The list of all published quarters."""

"""The bare limit: the needed columns decoded batch by batch, and nothing done with them."""

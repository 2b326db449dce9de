"""Pictures of what the program makes, for README."""

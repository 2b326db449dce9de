"""The bulletin as a Word file, to be marked up."""

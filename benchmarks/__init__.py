"""Measurements of the whole `bulletin build` against the by-hand way; see README.md."""

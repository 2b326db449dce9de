"""A printed figure's way back: parts, thresholds, tables, files, rows, source."""

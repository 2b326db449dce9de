"""Reading what arrives: exports as files, checked, counted and reconciled."""

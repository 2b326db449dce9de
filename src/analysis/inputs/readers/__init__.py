"""Stage 1 of reading: any text file, sheet or stored table -> text columns in Arrow batches."""

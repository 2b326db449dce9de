"""The formats that inputs are read in."""

# What the name of a readable file ends with.
SUFFIXES = (".parquet", ".csv", ".csv.gz", ".xlsx")

"""Reading evaluation records side by side: the bare decode, pandas, polars, this project."""

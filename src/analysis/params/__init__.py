"""What is not data: thresholds, wording, how to read, which units there are (params/)."""

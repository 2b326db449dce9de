"""The quarterly bulletin of a government-service centre, computed from its data."""

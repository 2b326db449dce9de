"""What runs the evaluation query; the rules it serves stand in inputs/, apart from any engine."""

"""What prose says, before any fact is known: sentences, figures, quarters."""

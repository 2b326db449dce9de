"""Record-level evaluations reconstructed from published margins, for editions without records."""

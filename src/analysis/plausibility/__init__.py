"""What in a quarter's figures to look at before they are published: findings, not errors."""

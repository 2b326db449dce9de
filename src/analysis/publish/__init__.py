"""From executed notebooks to the published bulletin: execute, assemble, HTML, PDF."""

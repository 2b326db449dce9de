"""Published editions: kept and numbered, compared with each other, their corrections explained."""

"""How many slips in prose the verification catches, and how many false alarms it raises."""

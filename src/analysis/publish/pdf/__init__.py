"""The bulletin as a PDF: an official document with annexes."""

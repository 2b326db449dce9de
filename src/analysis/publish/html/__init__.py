"""The bulletin as a page of its own, for screens of every size and for the draft."""

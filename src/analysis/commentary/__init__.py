"""The bulletin's prose: drafted from facts, merged with what the analyst wrote."""

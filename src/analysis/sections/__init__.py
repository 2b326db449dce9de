"""The sections of the bulletin: one file each, a pure function from tidy frames to a Section.

A section asks for what it needs by the names of its parameters (see edition.Edition.section);
`rules` are its own thresholds, a block of params.
"""

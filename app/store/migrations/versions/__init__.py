"""One file a revision, each an expansion or a contraction."""

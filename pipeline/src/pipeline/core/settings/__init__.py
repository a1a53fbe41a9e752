"""Read what settings of tools in a repository leave out or switch off."""

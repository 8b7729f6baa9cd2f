"""The whole site as files: what is served, its links made relative, put in place at once."""

"""Pages of the web, for `new` alone; imported by nothing that reads files."""

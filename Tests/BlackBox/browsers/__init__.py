"""What is tried in a real browser: each module tries one side of the pages."""

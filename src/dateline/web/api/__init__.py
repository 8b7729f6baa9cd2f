"""The API: what the site shows, for programs; and the desk's work, for those who hold a token."""

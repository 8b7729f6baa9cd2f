"""Small tables of our own; each row gives its reason or its source."""

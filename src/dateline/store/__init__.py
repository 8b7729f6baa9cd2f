"""The database: a Django app, and the only module with SQL."""

"""The brief and its pictures, made from linked records."""

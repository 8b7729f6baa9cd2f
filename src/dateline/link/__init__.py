"""Several reports side by side: copies, origins, incidents, tolls, grades."""

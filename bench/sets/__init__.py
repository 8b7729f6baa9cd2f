"""One module a set of annotated texts: what is asked of the reading, and how an answer is judged."""

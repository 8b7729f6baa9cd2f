"""What readers see: published briefs and what they rest on, and nothing else."""

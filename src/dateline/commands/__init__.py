"""The commands beyond the main job, and what all commands share: options, help, how things are printed."""

"""Where people judge, correct, edit and publish, each in a role."""

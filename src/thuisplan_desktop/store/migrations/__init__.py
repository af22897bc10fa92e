"""The steps from older workspaces to this one: a folder a kind."""

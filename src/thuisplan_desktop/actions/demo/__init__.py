"""The invented region that the demonstration and `thuisplan journey` play through. Nobody in it exists."""

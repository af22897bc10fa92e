"""Thuisplan: an encrypted, offline case register for children who (almost) sit at home."""

__version__ = "0.1.0"

LOCKED = 75
"""Exit code of a window that was locked: the launcher starts a fresh one, which asks for the passphrase."""

"""Thuisplan: an encrypted, offline case register for children who (almost) sit at home."""

__version__ = "0.1.0"

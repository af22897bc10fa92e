"""Qt: the only room that imports PySide6, with `app` and `tour`."""

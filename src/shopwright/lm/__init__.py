"""Language models behind one protocol: embedded, local, remote."""

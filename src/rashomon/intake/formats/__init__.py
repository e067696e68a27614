"""Readers of formats: one module each, bytes in, articles out. None opens a file or a socket."""

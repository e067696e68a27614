"""One report to a Reading: sentences, actors, statements, times and quantities."""

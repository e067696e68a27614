"""Quality, measured on data that no training has seen."""

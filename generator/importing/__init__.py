"""Turns files of reference managers into reviewed YAML; what a person has written wins."""

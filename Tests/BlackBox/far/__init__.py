"""Desks of other makers, for the hub to bridge to."""

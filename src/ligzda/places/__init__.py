"""Territories with validity dates, and sites: where the work stands, which need not be where the provider is."""

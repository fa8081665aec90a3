"""Dialogs that a page or the menu bar opens."""

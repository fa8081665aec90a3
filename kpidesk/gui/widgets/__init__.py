"""Small widgets that pages are composed of; each follows the theme and the text scale by itself."""

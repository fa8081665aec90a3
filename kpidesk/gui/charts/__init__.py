"""Charts painted by hand; each follows the theme and the text scale, and says in one sentence what it shows."""

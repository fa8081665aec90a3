"""What the user can do: one public method is one gesture and one transaction."""

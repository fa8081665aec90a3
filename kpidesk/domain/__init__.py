"""What the numbers and words mean: pure Python and numpy, no files, no clock, no Qt, no SQL."""

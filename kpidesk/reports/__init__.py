"""Values in, artefacts out: workbook, recap, agenda text, figures. Knows no database and no window."""

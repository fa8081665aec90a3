"""Delegates that paint table and list cells themselves, from prepared item data (see `kpidesk.gui.roles.Role`)."""

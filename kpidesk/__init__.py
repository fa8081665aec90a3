"""KPIdesk: prepare sales one-on-ones from leading KPIs, offline."""

__version__ = "0.1.0"

"""Files in, (records, problems) out. This package reads and judges; it writes nothing and knows no database."""

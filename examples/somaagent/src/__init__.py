"""somaAgent01."""

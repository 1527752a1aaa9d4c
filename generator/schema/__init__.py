"""What a source file may say: frozen pydantic models, people's own names for its fields."""

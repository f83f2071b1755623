"""The bundled data package and the scripts that derive it."""

"""A printed sheet as a display list in millimetres, without a format."""

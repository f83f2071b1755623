"""Programs that nobody here wrote judge the running service; `python -m judges` runs them all or those named."""

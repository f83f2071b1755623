COMMENT ON SCHEMA tiles IS 'Vector tile functions only; dropped and recreated at every migration.';

-- Both are trusted extensions: the owner of the database may create them, no superuser needed.
CREATE EXTENSION IF NOT EXISTS ltree;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE FUNCTION journal_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Sent at commit, once a transaction however many entries it appends.
  PERFORM pg_notify('journal', '');
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER journal_wake AFTER INSERT ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION journal_wake();
--> statement-breakpoint
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
--> statement-breakpoint
-- Health is written far more often than cameras are entered: room in each page lets PostgreSQL write the new row
-- beside the old one and leave the five indexes alone.
ALTER TABLE cameras SET (fillfactor = 70);

CREATE TABLE "audit_log" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at_ms" bigint NOT NULL,
	"action" text NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"org_path" "ltree" NOT NULL,
	"detail" jsonb NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateways" (
	"id" text PRIMARY KEY NOT NULL,
	"public_url" text NOT NULL,
	"internal_url" text NOT NULL,
	"started_ms" bigint NOT NULL,
	"seen_ms" bigint NOT NULL,
	"streams" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" text NOT NULL,
	"linked_ms" bigint NOT NULL,
	CONSTRAINT "identities_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "pairings" (
	"secret_hash" "bytea" PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"address" text NOT NULL,
	"created_ms" bigint NOT NULL,
	"expires_ms" bigint NOT NULL,
	"user_id" text,
	CONSTRAINT "pairings_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"user_id" text NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"used_ms" bigint,
	CONSTRAINT "recovery_codes_user_id_code_hash_pk" PRIMARY KEY("user_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"account" text NOT NULL,
	"address" text NOT NULL,
	"failures" integer NOT NULL,
	"until_ms" bigint NOT NULL,
	CONSTRAINT "sign_in_failures_account_address_pk" PRIMARY KEY("account","address")
);
--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "password_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "cameras" ADD COLUMN "warm" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "org_units" ADD COLUMN "border" jsonb;--> statement-breakpoint
ALTER TABLE "org_units" ADD COLUMN "closed_ms" bigint;--> statement-breakpoint
ALTER TABLE "org_units" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "carrier" text DEFAULT 'cookie' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "user_agent" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "second_factor_ms" bigint;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "kind" text DEFAULT 'person' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "password_changed_ms" bigint;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "password_is_one_time" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "org_unit_id" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "org_path" "ltree";--> statement-breakpoint
-- Accounts from before belong to the highest unit they hold a role in, else to the root.
UPDATE "users" SET ("org_unit_id", "org_path") = (
  SELECT o."id", o."path" FROM "org_units" o
  LEFT JOIN "memberships" m ON m."org_unit_id" = o."id" AND m."user_id" = "users"."id"
  WHERE m."user_id" IS NOT NULL OR o."parent_id" IS NULL
  ORDER BY m."user_id" NULLS LAST, nlevel(o."path"), o."path" LIMIT 1
);--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "org_unit_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "org_path" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "expires_ms" bigint;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_sign_in_ms" bigint;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "narrowed_to" text[];--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_secret" "bytea";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_confirmed_ms" bigint;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_last_step" bigint;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "version" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "search_text" text GENERATED ALWAYS AS (lower(username || ' ' || display_name_zh || ' ' || display_name_en)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at_ms");--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("actor","seq");--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" USING btree ("subject","seq");--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("action","seq");--> statement-breakpoint
CREATE INDEX "audit_log_org_path_gist" ON "audit_log" USING gist ("org_path");--> statement-breakpoint
CREATE UNIQUE INDEX "identities_user" ON "identities" USING btree ("user_id","issuer");--> statement-breakpoint
CREATE INDEX "pairings_expires" ON "pairings" USING btree ("expires_ms");--> statement-breakpoint
CREATE INDEX "sign_in_failures_until" ON "sign_in_failures" USING btree ("until_ms");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_org_unit" FOREIGN KEY ("org_unit_id","org_path") REFERENCES "public"."org_units"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "users_org_path_gist" ON "users" USING gist ("org_path");--> statement-breakpoint
CREATE INDEX "users_search_trgm" ON "users" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_carrier" CHECK ("sessions"."carrier" in ('cookie', 'bearer'));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_kind" CHECK ("users"."kind" in ('person', 'display', 'integration'));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_password" CHECK ("users"."kind" = 'person' or "users"."password_hash" is null);--> statement-breakpoint
CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();

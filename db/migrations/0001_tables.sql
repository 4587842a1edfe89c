CREATE TABLE "cameras" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"org_unit_id" text NOT NULL,
	"org_path" "ltree" NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"class" text NOT NULL,
	"lon" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"azimuth_deg" double precision NOT NULL,
	"angle_deg" double precision NOT NULL,
	"range_m" double precision NOT NULL,
	"main_url" text NOT NULL,
	"sub_url" text,
	"credentials" "bytea",
	"device_key" text NOT NULL,
	"site_key" text NOT NULL,
	"health_state" text DEFAULT 'unknown' NOT NULL,
	"health_since_ms" bigint,
	"health_witness" text,
	"health_seen_ms" bigint,
	"health_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	"search_text" text GENERATED ALWAYS AS (lower(name_zh || ' ' || name_en || ' ' || code)) STORED NOT NULL,
	CONSTRAINT "cameras_code_unique" UNIQUE("code"),
	CONSTRAINT "cameras_class" CHECK ("cameras"."class" in ('I', 'II', 'III')),
	CONSTRAINT "cameras_health_state" CHECK ("cameras"."health_state" in ('unknown', 'online', 'offline'))
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "journal_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"org_path" "ltree" NOT NULL,
	"subject" text NOT NULL,
	"actor" text NOT NULL,
	"at_ms" bigint NOT NULL,
	"payload" jsonb NOT NULL,
	CONSTRAINT "journal_xid_seq_pk" PRIMARY KEY("xid","seq")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"org_unit_id" text NOT NULL,
	CONSTRAINT "memberships_user_id_role_org_unit_id_pk" PRIMARY KEY("user_id","role","org_unit_id")
);
--> statement-breakpoint
CREATE TABLE "org_units" (
	"id" text PRIMARY KEY NOT NULL,
	"parent_id" text,
	"path" "ltree" NOT NULL,
	"level" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "org_units_path_unique" UNIQUE("path"),
	CONSTRAINT "org_units_id_path" UNIQUE("id","path"),
	CONSTRAINT "org_units_level" CHECK ("org_units"."level" in ('county', 'township', 'village', 'grid'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_ms" bigint NOT NULL,
	"last_seen_ms" bigint NOT NULL,
	"idle_timeout_ms" bigint NOT NULL,
	"expires_ms" bigint NOT NULL,
	"revoked_ms" bigint,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"password_hash" text NOT NULL,
	"display_name_zh" text NOT NULL,
	"display_name_en" text NOT NULL,
	"locale" text NOT NULL,
	"created_ms" bigint NOT NULL,
	"disabled_ms" bigint,
	CONSTRAINT "users_username_unique" UNIQUE("username")
);
--> statement-breakpoint
ALTER TABLE "cameras" ADD CONSTRAINT "cameras_org_unit" FOREIGN KEY ("org_unit_id","org_path") REFERENCES "public"."org_units"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_org_unit_id_org_units_id_fk" FOREIGN KEY ("org_unit_id") REFERENCES "public"."org_units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_units" ADD CONSTRAINT "org_units_parent_id_org_units_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."org_units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cameras_org_path_gist" ON "cameras" USING gist ("org_path");--> statement-breakpoint
CREATE INDEX "cameras_org_unit" ON "cameras" USING btree ("org_unit_id","code");--> statement-breakpoint
CREATE INDEX "cameras_search_trgm" ON "cameras" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "journal_subject" ON "journal" USING btree ("subject","xid","seq");--> statement-breakpoint
CREATE INDEX "org_units_path_gist" ON "org_units" USING gist ("path");--> statement-breakpoint
CREATE INDEX "org_units_parent" ON "org_units" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");
CREATE TABLE "alert_signals" (
	"source" text NOT NULL,
	"source_event_id" text NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"body" jsonb NOT NULL,
	"alert_id" text NOT NULL,
	"received_at_ms" bigint NOT NULL,
	CONSTRAINT "alert_signals_source_source_event_id_pk" PRIMARY KEY("source","source_event_id")
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"priority" smallint NOT NULL,
	"org_path" "ltree" NOT NULL,
	"subject" jsonb NOT NULL,
	"source" text NOT NULL,
	"dedup_key" text NOT NULL,
	"raised_at_ms" bigint NOT NULL,
	"count" integer NOT NULL,
	"last_seen_ms" bigint NOT NULL,
	"condition_active" boolean NOT NULL,
	"incident_id" text,
	"state" jsonb NOT NULL,
	"phase" text NOT NULL,
	"escalate_at_ms" bigint,
	"unshelve_at_ms" bigint,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"id" text PRIMARY KEY NOT NULL,
	"incident_id" text NOT NULL,
	"squad_id" text NOT NULL,
	"org_path" "ltree" NOT NULL,
	"phase" text NOT NULL,
	"offered_at_ms" bigint NOT NULL,
	"answer_by_ms" bigint NOT NULL,
	"since_ms" bigint NOT NULL,
	"offered_by" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checkpoints" (
	"id" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"org_unit_id" text NOT NULL,
	"org_path" "ltree" NOT NULL,
	"lon" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"bearing_deg" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"priority" smallint NOT NULL,
	"title_zh" text NOT NULL,
	"title_en" text NOT NULL,
	"org_path" "ltree" NOT NULL,
	"owner_id" text NOT NULL,
	"lon" double precision,
	"lat" double precision,
	"opened_at_ms" bigint NOT NULL,
	"state" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ingest_sources" (
	"name" text PRIMARY KEY NOT NULL,
	"key" "bytea" NOT NULL,
	"enabled" boolean NOT NULL,
	"created_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journal_cursors" (
	"reader" text PRIMARY KEY NOT NULL,
	"xid" "xid8" NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "patrol_actions" (
	"squad_id" text NOT NULL,
	"action_id" text NOT NULL,
	"assignment_id" text NOT NULL,
	"step" text NOT NULL,
	"at_ms" bigint NOT NULL,
	"received_at_ms" bigint NOT NULL,
	CONSTRAINT "patrol_actions_squad_id_action_id_pk" PRIMARY KEY("squad_id","action_id")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"org_unit_id" text NOT NULL,
	"org_path" "ltree" NOT NULL,
	"lon" double precision NOT NULL,
	"lat" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "squad_positions" (
	"squad_id" text PRIMARY KEY NOT NULL,
	"lon" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"heading_deg" double precision,
	"at_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "squads" (
	"id" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"kind" text NOT NULL,
	"org_unit_id" text NOT NULL,
	"org_path" "ltree" NOT NULL,
	"on_duty" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "squad_id" text;--> statement-breakpoint
ALTER TABLE "alert_signals" ADD CONSTRAINT "alert_signals_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_org_path" FOREIGN KEY ("org_path") REFERENCES "public"."org_units"("path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_squad_id_squads_id_fk" FOREIGN KEY ("squad_id") REFERENCES "public"."squads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkpoints" ADD CONSTRAINT "checkpoints_org_unit" FOREIGN KEY ("org_unit_id","org_path") REFERENCES "public"."org_units"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_owner_id_org_units_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."org_units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_org_path" FOREIGN KEY ("org_path") REFERENCES "public"."org_units"("path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "patrol_actions" ADD CONSTRAINT "patrol_actions_squad_id_squads_id_fk" FOREIGN KEY ("squad_id") REFERENCES "public"."squads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patrol_actions" ADD CONSTRAINT "patrol_actions_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_org_unit" FOREIGN KEY ("org_unit_id","org_path") REFERENCES "public"."org_units"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "squad_positions" ADD CONSTRAINT "squad_positions_squad_id_squads_id_fk" FOREIGN KEY ("squad_id") REFERENCES "public"."squads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "squads" ADD CONSTRAINT "squads_org_unit" FOREIGN KEY ("org_unit_id","org_path") REFERENCES "public"."org_units"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "alert_signals_alert" ON "alert_signals" USING btree ("alert_id","received_at_ms");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_open_dedup_key" ON "alerts" USING btree ("dedup_key") WHERE phase <> 'cleared';--> statement-breakpoint
CREATE INDEX "alerts_open" ON "alerts" USING btree ("priority","raised_at_ms") WHERE phase <> 'cleared';--> statement-breakpoint
CREATE INDEX "alerts_org_path_gist" ON "alerts" USING gist ("org_path");--> statement-breakpoint
CREATE INDEX "alerts_dedup_key" ON "alerts" USING btree ("dedup_key","raised_at_ms");--> statement-breakpoint
CREATE INDEX "alerts_incident" ON "alerts" USING btree ("incident_id") WHERE incident_id is not null;--> statement-breakpoint
CREATE INDEX "alerts_unrouted" ON "alerts" USING btree ("raised_at_ms") WHERE phase = 'raised';--> statement-breakpoint
CREATE INDEX "alerts_escalate_at" ON "alerts" USING btree ("escalate_at_ms") WHERE escalate_at_ms is not null;--> statement-breakpoint
CREATE INDEX "alerts_unshelve_at" ON "alerts" USING btree ("unshelve_at_ms") WHERE unshelve_at_ms is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "assignments_active_squad" ON "assignments" USING btree ("squad_id") WHERE phase in ('offered', 'acked', 'en_route', 'on_scene');--> statement-breakpoint
CREATE INDEX "assignments_incident" ON "assignments" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "assignments_answer_by" ON "assignments" USING btree ("answer_by_ms") WHERE phase = 'offered';--> statement-breakpoint
CREATE INDEX "checkpoints_org_path_gist" ON "checkpoints" USING gist ("org_path");--> statement-breakpoint
CREATE INDEX "incidents_org_path_gist" ON "incidents" USING gist ("org_path");--> statement-breakpoint
CREATE INDEX "posts_org_path_gist" ON "posts" USING gist ("org_path");--> statement-breakpoint
CREATE INDEX "squads_org_path_gist" ON "squads" USING gist ("org_path");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_squad_id_squads_id_fk" FOREIGN KEY ("squad_id") REFERENCES "public"."squads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "memberships_org_unit" ON "memberships" USING btree ("org_unit_id");--> statement-breakpoint
-- Positions are overwritten every few seconds: room in each page keeps the new row beside the old one.
ALTER TABLE squad_positions SET (fillfactor = 50);
--> statement-breakpoint
ALTER TABLE alerts SET (fillfactor = 80);

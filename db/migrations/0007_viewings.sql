CREATE TABLE "viewings" (
	"gateway_id" text NOT NULL,
	"session_id" text NOT NULL,
	"camera_id" text NOT NULL,
	"profile" text NOT NULL,
	"user_id" text NOT NULL,
	"address" text NOT NULL,
	"from_ms" bigint NOT NULL,
	"seen_ms" bigint NOT NULL,
	CONSTRAINT "viewings_gateway_id_session_id_camera_id_profile_from_ms_pk" PRIMARY KEY("gateway_id","session_id","camera_id","profile","from_ms"),
	CONSTRAINT "viewings_profile" CHECK ("viewings"."profile" in ('main', 'sub'))
);
--> statement-breakpoint
CREATE INDEX "viewings_seen" ON "viewings" USING btree ("seen_ms");
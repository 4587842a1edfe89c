ALTER TABLE "cameras" ADD COLUMN "onvif_url" text;--> statement-breakpoint
ALTER TABLE "cameras" ADD COLUMN "profile_token" text;--> statement-breakpoint
ALTER TABLE "cameras" ADD COLUMN "ptz" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "cameras" ADD CONSTRAINT "cameras_ptz" CHECK (not "cameras"."ptz" or ("cameras"."onvif_url" is not null and "cameras"."profile_token" is not null));
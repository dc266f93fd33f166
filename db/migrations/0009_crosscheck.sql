CREATE TABLE `cross_checked` (
	`case_id` text PRIMARY KEY NOT NULL,
	`mark` text NOT NULL,
	`rules` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cross_decisions` (
	`hit_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`case_a` text NOT NULL,
	`case_b` text NOT NULL,
	`evidence` text NOT NULL,
	`decision` text NOT NULL,
	`reason` text NOT NULL,
	`note` text NOT NULL,
	`summary` text NOT NULL,
	`person_id` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `cross_decisions_a` ON `cross_decisions` (`case_a`);--> statement-breakpoint
CREATE INDEX `cross_decisions_b` ON `cross_decisions` (`case_b`);--> statement-breakpoint
CREATE TABLE `cross_hits` (
	`hit_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`weight` integer NOT NULL,
	`case_a` text NOT NULL,
	`case_b` text NOT NULL,
	`evidence` text NOT NULL,
	`recent` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `cross_hits_a` ON `cross_hits` (`case_a`);--> statement-breakpoint
CREATE INDEX `cross_hits_b` ON `cross_hits` (`case_b`);--> statement-breakpoint
CREATE INDEX `cross_hits_order` ON `cross_hits` (`weight`,`recent`,`hit_id`);--> statement-breakpoint
CREATE TABLE `cross_keys` (
	`case_id` text NOT NULL,
	`measure` text NOT NULL,
	`digest` text NOT NULL,
	PRIMARY KEY(`case_id`, `measure`)
);
--> statement-breakpoint
CREATE INDEX `cross_keys_digest` ON `cross_keys` (`digest`,`measure`);--> statement-breakpoint
CREATE TABLE `cross_marks` (
	`case_id` text PRIMARY KEY NOT NULL,
	`mark` text NOT NULL
);
--> statement-breakpoint
INSERT OR REPLACE INTO `cross_marks` SELECT json_extract(CAST(payload AS TEXT), '$.caseId'), stream || ':' || seq FROM journal
	WHERE type IN ('case.imported', 'case.signed', 'case.reopened', 'fact.observed', 'undo') ORDER BY stream, seq;

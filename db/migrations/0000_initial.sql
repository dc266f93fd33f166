CREATE TABLE `attachments` (
	`attachment_id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`position` integer NOT NULL,
	`sha256` text NOT NULL,
	`extension` text NOT NULL,
	`bytes` integer NOT NULL,
	`name` text NOT NULL,
	`material` text,
	`vault_id` text NOT NULL,
	`offset` integer NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`case_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attachments_case` ON `attachments` (`case_id`,`position`);--> statement-breakpoint
CREATE INDEX `attachments_sha256` ON `attachments` (`sha256`);--> statement-breakpoint
CREATE TABLE `bundles` (
	`bundle_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`issuer_key_id` text NOT NULL,
	`issuer_pem` text NOT NULL,
	`issuer_seq` integer NOT NULL,
	`sha256` text NOT NULL,
	`content_sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`issued_at` text NOT NULL,
	`received_at` text NOT NULL,
	`state` text NOT NULL,
	`file` text NOT NULL,
	`vault_id` text,
	`report` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cases` (
	`case_id` text PRIMARY KEY NOT NULL,
	`bundle_id` text NOT NULL,
	`number` text NOT NULL,
	`programme` text NOT NULL,
	`track` text,
	`district` text NOT NULL,
	`step` text NOT NULL,
	`applied_on` text NOT NULL,
	`received_on` text NOT NULL,
	`due_on` text,
	`due_manual` integer NOT NULL,
	`applicant_name` text NOT NULL,
	`search` text NOT NULL,
	`record` text NOT NULL,
	`record_sha256` text NOT NULL,
	`precheck_pass` integer NOT NULL,
	`precheck_fail` integer NOT NULL,
	`precheck_open` integer NOT NULL,
	`items` integer NOT NULL,
	`attachments` integer NOT NULL,
	`fictional` integer NOT NULL,
	FOREIGN KEY (`bundle_id`) REFERENCES `bundles`(`bundle_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `cases_due` ON `cases` (`due_on`,`number`);--> statement-breakpoint
CREATE INDEX `cases_number` ON `cases` (`number`);--> statement-breakpoint
CREATE INDEX `cases_programme` ON `cases` (`programme`,`number`);--> statement-breakpoint
CREATE INDEX `cases_district` ON `cases` (`district`,`number`);--> statement-breakpoint
CREATE INDEX `cases_applicant` ON `cases` (`applicant_name`,`number`);--> statement-breakpoint
CREATE TABLE `issuer_sequences` (
	`issuer_key_id` text NOT NULL,
	`audience` text NOT NULL,
	`last_seq` integer NOT NULL,
	PRIMARY KEY(`issuer_key_id`, `audience`)
);
--> statement-breakpoint
CREATE TABLE `backups` (
	`at` text PRIMARY KEY NOT NULL,
	`file` text NOT NULL,
	`bytes` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `crls` (
	`issuer_key_id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`pem` text NOT NULL,
	`bundle_id` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `former_keys` (
	`key_id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`spki` text NOT NULL,
	`chain` text,
	`replaced_at` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `persons`(`person_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `journal` (
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`at` text NOT NULL,
	`offset_ms` integer NOT NULL,
	`person_id` text NOT NULL,
	`key_id` text NOT NULL,
	`type` text NOT NULL,
	`payload` blob NOT NULL,
	`payload_hash` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`stream`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `journal_type` ON `journal` (`type`,`stream`,`seq`);--> statement-breakpoint
CREATE TABLE `persons` (
	`person_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`unit` text NOT NULL,
	`key_id` text NOT NULL,
	`spki` text NOT NULL,
	`recipient` text NOT NULL,
	`added_at` text NOT NULL,
	`chain` text,
	`serial` text,
	`role` text,
	`district` text,
	`not_before` text,
	`not_after` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `persons_key_id_unique` ON `persons` (`key_id`);--> statement-breakpoint
CREATE TABLE `preferences` (
	`person_id` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`person_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `trust_roots` (
	`fingerprint` text PRIMARY KEY NOT NULL,
	`pem` text NOT NULL,
	`recipient` text,
	`pinned_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` integer PRIMARY KEY NOT NULL,
	`stream` text NOT NULL,
	`name` text NOT NULL,
	`unit` text NOT NULL,
	`demo` integer NOT NULL,
	`created_at` text NOT NULL,
	`vault_key` blob NOT NULL,
	`trusted_floor` text NOT NULL,
	CONSTRAINT "workspace_single" CHECK("workspace"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `acts` (
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`case_id` text NOT NULL,
	`person_id` text NOT NULL,
	`type` text NOT NULL,
	`before` text NOT NULL,
	`undone` integer NOT NULL,
	PRIMARY KEY(`stream`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `acts_case` ON `acts` (`case_id`,`person_id`,`seq`);--> statement-breakpoint
CREATE TABLE `case_status` (
	`case_id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`decided` integer NOT NULL,
	`decision` text,
	`result` text,
	`version` integer NOT NULL,
	`signed_at` text,
	`signed_by` text,
	`touched_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_status_state` ON `case_status` (`state`,`touched_at`);--> statement-breakpoint
CREATE TABLE `crops` (
	`sha256` text PRIMARY KEY NOT NULL,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `evidence` (
	`evidence_id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`item_id` text NOT NULL,
	`anchor` text NOT NULL,
	`author` text NOT NULL,
	`at` text NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `evidence_case` ON `evidence` (`case_id`,`item_id`,`seq`);--> statement-breakpoint
CREATE TABLE `review_items` (
	`case_id` text NOT NULL,
	`item_id` text NOT NULL,
	`verdict` text,
	`reason` text,
	`note` text NOT NULL,
	`actor` text NOT NULL,
	`at` text NOT NULL,
	`revision` integer NOT NULL,
	PRIMARY KEY(`case_id`, `item_id`)
);
--> statement-breakpoint
CREATE TABLE `signoffs` (
	`case_id` text NOT NULL,
	`version` integer NOT NULL,
	`record` text NOT NULL,
	`sha256` text NOT NULL,
	`signature` text NOT NULL,
	`signed_at` text NOT NULL,
	`signed_by` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`case_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `viewed_pages` (
	`attachment_id` text NOT NULL,
	`page` integer NOT NULL,
	`ms` integer NOT NULL,
	PRIMARY KEY(`attachment_id`, `page`)
);
--> statement-breakpoint
CREATE TABLE `acknowledged` (
	`stream` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `export_cases` (
	`bundle_id` text NOT NULL,
	`case_id` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`bundle_id`, `case_id`),
	FOREIGN KEY (`bundle_id`) REFERENCES `exports`(`bundle_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `exports` (
	`bundle_id` text PRIMARY KEY NOT NULL,
	`issuer_seq` integer NOT NULL,
	`file` text NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`exported_at` text NOT NULL,
	`journal_to` integer NOT NULL,
	`sealed` integer NOT NULL,
	`acknowledged_at` text
);

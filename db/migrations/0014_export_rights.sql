CREATE TABLE `export_rights` (
	`kind` text PRIMARY KEY NOT NULL,
	`roles` text NOT NULL,
	`reason` text NOT NULL,
	`person_id` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `skipped_cases` (
	`person_id` text NOT NULL,
	`case_id` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`person_id`, `case_id`)
);

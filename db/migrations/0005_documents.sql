CREATE TABLE `made_documents` (
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`format` text NOT NULL,
	`title` text NOT NULL,
	`sha256` text NOT NULL,
	`case_id` text,
	`version` integer,
	`cases` integer NOT NULL,
	`masked` integer NOT NULL,
	`reason` text NOT NULL,
	`file` text,
	`person_id` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`stream`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `made_documents_sha256` ON `made_documents` (`sha256`);--> statement-breakpoint
CREATE INDEX `made_documents_case` ON `made_documents` (`case_id`,`at`);--> statement-breakpoint
CREATE TABLE `objections` (
	`objection_id` text PRIMARY KEY NOT NULL,
	`publicity_id` text NOT NULL,
	`case_id` text NOT NULL,
	`received_on` text NOT NULL,
	`channel` text NOT NULL,
	`name` text NOT NULL,
	`contact` text NOT NULL,
	`content` text NOT NULL,
	`recorded_at` text NOT NULL,
	`recorded_by` text NOT NULL,
	`outcome` text,
	`settled_on` text,
	`settlement` text NOT NULL,
	`settled_by` text
);
--> statement-breakpoint
CREATE INDEX `objections_publicity` ON `objections` (`publicity_id`,`received_on`);--> statement-breakpoint
CREATE INDEX `objections_case` ON `objections` (`case_id`);--> statement-breakpoint
CREATE TABLE `publicities` (
	`publicity_id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text NOT NULL,
	`period` text NOT NULL,
	`contact` text NOT NULL,
	`state` text NOT NULL,
	`opened_at` text NOT NULL,
	`opened_by` text NOT NULL,
	`ended_at` text,
	`ended_by` text,
	`note` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `publicities_state` ON `publicities` (`state`,`ends_on`);--> statement-breakpoint
CREATE TABLE `publicity_entries` (
	`publicity_id` text NOT NULL,
	`position` integer NOT NULL,
	`case_id` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`publicity_id`, `case_id`)
);
--> statement-breakpoint
CREATE INDEX `publicity_entries_case` ON `publicity_entries` (`case_id`);
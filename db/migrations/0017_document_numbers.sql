CREATE TABLE `document_numbers` (
	`symbol` text NOT NULL,
	`year` integer NOT NULL,
	`serial` integer NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`symbol`, `year`, `serial`)
);
--> statement-breakpoint
CREATE INDEX `document_numbers_subject` ON `document_numbers` (`subject_id`,`kind`);--> statement-breakpoint
CREATE TABLE `document_settings` (
	`scope` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `made_documents` ADD `number` text;--> statement-breakpoint
ALTER TABLE `publicities` ADD `extended_from` text;--> statement-breakpoint
ALTER TABLE `publicities` ADD `extended_why` text;--> statement-breakpoint
ALTER TABLE `publicity_entries` ADD `removed_on` text;--> statement-breakpoint
ALTER TABLE `publicity_entries` ADD `removed_why` text;
CREATE TABLE `page_files` (
	`sha256` text PRIMARY KEY NOT NULL,
	`profile` integer NOT NULL,
	`pages` integer NOT NULL,
	`problem` text
);
--> statement-breakpoint
CREATE TABLE `page_marks` (
	`sha256` text NOT NULL,
	`page` integer NOT NULL,
	`kind` text NOT NULL,
	`mark` text NOT NULL,
	PRIMARY KEY(`sha256`, `page`, `kind`)
);
--> statement-breakpoint
CREATE INDEX `page_marks_mark` ON `page_marks` (`mark`);--> statement-breakpoint
CREATE TABLE `changes_away` (
	`person_id` text NOT NULL,
	`case_id` text NOT NULL,
	`record_sha256` text NOT NULL,
	PRIMARY KEY(`person_id`, `case_id`)
);
--> statement-breakpoint
ALTER TABLE `evidence` ADD `place` text;
CREATE TABLE `case_batches` (
	`batch_id` text PRIMARY KEY NOT NULL,
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`at` text NOT NULL,
	`act` text NOT NULL,
	`before` text NOT NULL,
	`undone` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_batches_person` ON `case_batches` (`person_id`,`stream`,`seq`);--> statement-breakpoint
CREATE TABLE `case_desk` (
	`case_id` text PRIMARY KEY NOT NULL,
	`assignee` text,
	`flagged` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_desk_assignee` ON `case_desk` (`assignee`);--> statement-breakpoint
CREATE INDEX `case_desk_flagged` ON `case_desk` (`flagged`);
CREATE TABLE `samples` (
	`sample_id` text PRIMARY KEY NOT NULL,
	`seed` text NOT NULL,
	`programme` text,
	`blind` integer NOT NULL,
	`passes` integer NOT NULL,
	`fails` integer NOT NULL,
	`drawn` text NOT NULL,
	`drawn_at` text NOT NULL,
	`drawn_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `second_reviews` (
	`second_id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`version` integer NOT NULL,
	`blind` integer NOT NULL,
	`sample_id` text,
	`state` text NOT NULL,
	`first` text NOT NULL,
	`asked_at` text NOT NULL,
	`asked_by` text NOT NULL,
	`taken_by` text,
	`taken_key` text,
	`received` text,
	`adjudication` text,
	`settled` text NOT NULL,
	`concluded_at` text,
	`final_version` integer,
	`handed_to` text
);
--> statement-breakpoint
CREATE INDEX `second_reviews_case` ON `second_reviews` (`case_id`);--> statement-breakpoint
CREATE INDEX `second_reviews_state` ON `second_reviews` (`state`,`asked_at`);
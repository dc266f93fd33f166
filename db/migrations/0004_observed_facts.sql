CREATE TABLE `case_changes` (
	`case_id` text PRIMARY KEY NOT NULL,
	`changes` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`case_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `observed_facts` (
	`case_id` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	`note` text NOT NULL,
	`evidence_id` text,
	`actor` text NOT NULL,
	`at` text NOT NULL,
	`revision` integer NOT NULL,
	PRIMARY KEY(`case_id`, `key`)
);

-- A second review keeps under its own id what a newer version of its case brought, so that the id is no longer one of `cases` only.
CREATE TABLE `__new_case_changes` (
	`case_id` text PRIMARY KEY NOT NULL,
	`changes` text NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_case_changes`("case_id", "changes") SELECT "case_id", "changes" FROM `case_changes`;--> statement-breakpoint
DROP TABLE `case_changes`;--> statement-breakpoint
ALTER TABLE `__new_case_changes` RENAME TO `case_changes`;

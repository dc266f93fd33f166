DROP INDEX `cases_number`;--> statement-breakpoint
DROP INDEX `cases_programme`;--> statement-breakpoint
DROP INDEX `cases_district`;--> statement-breakpoint
DROP INDEX `cases_applicant`;--> statement-breakpoint
DROP INDEX `cases_stage`;--> statement-breakpoint
CREATE INDEX `cases_number` ON `cases` (`number`,`case_id`,`due_on`,`due_manual`,`stage`,`assigned`,`programme`,`district`,`precheck_fail`,`precheck_open`);--> statement-breakpoint
CREATE INDEX `cases_programme` ON `cases` (`programme`,`number`,`case_id`,`due_on`,`due_manual`,`stage`,`assigned`,`district`,`precheck_fail`,`precheck_open`);--> statement-breakpoint
CREATE INDEX `cases_district` ON `cases` (`district`,`number`,`case_id`,`due_on`,`due_manual`,`stage`,`assigned`,`programme`,`precheck_fail`,`precheck_open`);--> statement-breakpoint
CREATE INDEX `cases_applicant` ON `cases` (`applicant_name`,`number`,`case_id`,`due_on`,`due_manual`,`stage`,`assigned`,`programme`,`district`,`precheck_fail`,`precheck_open`);--> statement-breakpoint
CREATE INDEX `cases_stage` ON `cases` (`stage`,`number`,`case_id`,`due_on`,`due_manual`,`assigned`,`programme`,`district`,`precheck_fail`,`precheck_open`);
DROP INDEX `cases_due`;--> statement-breakpoint
DROP INDEX `cases_number`;--> statement-breakpoint
DROP INDEX `cases_programme`;--> statement-breakpoint
DROP INDEX `cases_district`;--> statement-breakpoint
DROP INDEX `cases_applicant`;--> statement-breakpoint
ALTER TABLE `cases` ADD `applicant_kind` text DEFAULT 'person' NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `stage` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `assigned` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `cases` SET
	`applicant_kind` = coalesce((SELECT json_extract(r.`record`, '$.applicant.kind') FROM `case_records` r WHERE r.`case_id` = `cases`.`case_id`), 'person'),
	`stage` = coalesce((SELECT CASE s.`state` WHEN 'reviewing' THEN 1 WHEN 'signed' THEN 2 WHEN 'exported' THEN 3 WHEN 'acknowledged' THEN 4 ELSE 0 END FROM `case_status` s WHERE s.`case_id` = `cases`.`case_id`), 0),
	`assigned` = EXISTS (SELECT 1 FROM `case_desk` d WHERE d.`case_id` = `cases`.`case_id` AND d.`assignee` IS NOT NULL);
--> statement-breakpoint
CREATE INDEX `cases_stage` ON `cases` (`stage`,`number`,`case_id`,`assigned`,`programme`,`district`,`precheck_fail`,`precheck_open`);--> statement-breakpoint
CREATE INDEX `cases_due` ON `cases` (`due_on`,`number`,`case_id`,`due_manual`,`stage`,`assigned`,`programme`,`district`,`precheck_fail`,`precheck_open`);--> statement-breakpoint
CREATE INDEX `cases_number` ON `cases` (`number`,`case_id`,`stage`,`assigned`,`programme`,`district`,`precheck_fail`,`precheck_open`);--> statement-breakpoint
CREATE INDEX `cases_programme` ON `cases` (`programme`,`number`,`case_id`,`stage`,`assigned`,`district`,`precheck_fail`,`precheck_open`);--> statement-breakpoint
CREATE INDEX `cases_district` ON `cases` (`district`,`number`,`case_id`,`stage`,`assigned`,`programme`,`precheck_fail`,`precheck_open`);--> statement-breakpoint
CREATE INDEX `cases_applicant` ON `cases` (`applicant_name`,`number`,`case_id`,`stage`,`assigned`,`programme`,`district`,`precheck_fail`,`precheck_open`);
--> statement-breakpoint
-- What lists go by stands in the case's own row, so that one index answers both an order and a filter.
CREATE TRIGGER `case_status_stage_new` AFTER INSERT ON `case_status` WHEN NEW.`state` <> 'new'
BEGIN
	UPDATE `cases` SET `stage` = CASE NEW.`state` WHEN 'reviewing' THEN 1 WHEN 'signed' THEN 2 WHEN 'exported' THEN 3 WHEN 'acknowledged' THEN 4 ELSE 0 END WHERE `case_id` = NEW.`case_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `case_status_stage` AFTER UPDATE OF `state` ON `case_status` WHEN NEW.`state` <> OLD.`state`
BEGIN
	UPDATE `cases` SET `stage` = CASE NEW.`state` WHEN 'reviewing' THEN 1 WHEN 'signed' THEN 2 WHEN 'exported' THEN 3 WHEN 'acknowledged' THEN 4 ELSE 0 END WHERE `case_id` = NEW.`case_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `case_status_stage_gone` AFTER DELETE ON `case_status` WHEN OLD.`state` <> 'new'
BEGIN
	UPDATE `cases` SET `stage` = 0 WHERE `case_id` = OLD.`case_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `case_desk_assigned_new` AFTER INSERT ON `case_desk` WHEN NEW.`assignee` IS NOT NULL
BEGIN
	UPDATE `cases` SET `assigned` = 1 WHERE `case_id` = NEW.`case_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `case_desk_assigned` AFTER UPDATE OF `assignee` ON `case_desk` WHEN (NEW.`assignee` IS NULL) <> (OLD.`assignee` IS NULL)
BEGIN
	UPDATE `cases` SET `assigned` = NEW.`assignee` IS NOT NULL WHERE `case_id` = NEW.`case_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `case_desk_assigned_gone` AFTER DELETE ON `case_desk` WHEN OLD.`assignee` IS NOT NULL
BEGIN
	UPDATE `cases` SET `assigned` = 0 WHERE `case_id` = OLD.`case_id`;
END;

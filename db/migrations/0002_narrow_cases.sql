CREATE TABLE `case_records` (
	`case_id` text PRIMARY KEY NOT NULL,
	`record` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`case_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `case_records` SELECT `case_id`, `record` FROM `cases`;
--> statement-breakpoint
CREATE TABLE `case_events` (
	`case_id` text NOT NULL,
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`case_id`, `stream`, `seq`)
);
--> statement-breakpoint
INSERT INTO `case_events` SELECT json_extract(CAST(`payload` AS TEXT), '$.caseId'), `stream`, `seq` FROM `journal`
	WHERE `type` IN ('case.imported', 'verdict.set', 'verdict.cleared', 'note.set', 'evidence.added', 'evidence.removed', 'result.set',
		'case.signed', 'case.reopened', 'field.revealed', 'page.viewed', 'attachment.openedOutside', 'undo');
--> statement-breakpoint
ALTER TABLE `cases` ADD `id_number` text DEFAULT '' NOT NULL;
--> statement-breakpoint
UPDATE `cases` SET `id_number` = json_extract(`record`, '$.applicant.idNumber');
--> statement-breakpoint
CREATE INDEX `cases_id_number` ON `cases` (`id_number`);
--> statement-breakpoint
ALTER TABLE `cases` DROP COLUMN `record`;
--> statement-breakpoint
-- Every case has its row of state from the import on; older workspaces made it with the first act.
INSERT OR IGNORE INTO `case_status` (`case_id`, `state`, `decided`, `version`, `touched_at`)
	SELECT json_extract(CAST(`payload` AS TEXT), '$.caseId'), 'new', 0, 0, `at`
	FROM `journal` WHERE `type` = 'case.imported' ORDER BY `stream`, `seq`;

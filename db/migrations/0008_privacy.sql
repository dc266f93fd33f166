CREATE TABLE `accesses` (
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`case_id` text NOT NULL,
	`person_id` text NOT NULL,
	`at` text NOT NULL,
	`kind` text NOT NULL,
	`field` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`stream`, `seq`, `case_id`)
);
--> statement-breakpoint
CREATE INDEX `accesses_case` ON `accesses` (`case_id`,`person_id`,`at`);--> statement-breakpoint
CREATE INDEX `accesses_at` ON `accesses` (`at`,`person_id`);--> statement-breakpoint
CREATE TABLE `erased_cases` (
	`case_id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`batch_id` text NOT NULL,
	`person_id` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `retentions` (
	`scope` text PRIMARY KEY NOT NULL,
	`years` integer,
	`until` text,
	`reason` text NOT NULL,
	`person_id` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `journal_at` ON `journal` (`at`,`person_id`,`type`);
--> statement-breakpoint
-- The journal only grows, but for one thing: the payload of an event about a person may be emptied when the case is erased. Its hash and
-- links stay, and the check of the chain asks for the event that names it.
DROP TRIGGER `journal_no_update`;
--> statement-breakpoint
CREATE TRIGGER `journal_no_update` BEFORE UPDATE ON `journal`
WHEN NOT (
	NEW.`payload` IS x''
	AND OLD.`type` IN ('verdict.set', 'note.set', 'fact.observed', 'evidence.added', 'result.set', 'case.signed', 'case.reopened',
		'field.revealed', 'document.made', 'publicity.objected', 'publicity.settled', 'second.received', 'second.adjudicated')
	AND NEW.rowid = OLD.rowid AND NEW.`stream` = OLD.`stream` AND NEW.`seq` = OLD.`seq` AND NEW.`at` = OLD.`at`
	AND NEW.`offset_ms` = OLD.`offset_ms` AND NEW.`person_id` = OLD.`person_id` AND NEW.`key_id` = OLD.`key_id`
	AND NEW.`type` = OLD.`type` AND NEW.`payload_hash` = OLD.`payload_hash` AND NEW.`prev_hash` = OLD.`prev_hash`
	AND NEW.`hash` = OLD.`hash`
)
BEGIN
	SELECT RAISE(ABORT, 'journal rows are never changed');
END;
--> statement-breakpoint
INSERT INTO `accesses` SELECT `stream`, `seq`, json_extract(CAST(`payload` AS TEXT), '$.caseId'), `person_id`, `at`, 'reveal',
	json_extract(CAST(`payload` AS TEXT), '$.field'), json_extract(CAST(`payload` AS TEXT), '$.reason')
	FROM `journal` WHERE `type` = 'field.revealed';
--> statement-breakpoint
INSERT INTO `accesses` SELECT `stream`, `seq`, json_extract(CAST(`payload` AS TEXT), '$.caseId'), `person_id`, `at`, 'outside',
	json_extract(CAST(`payload` AS TEXT), '$.attachmentId'), '' FROM `journal` WHERE `type` = 'attachment.openedOutside';
--> statement-breakpoint
INSERT INTO `accesses` SELECT `stream`, `seq`, json_extract(CAST(`payload` AS TEXT), '$.caseId'), `person_id`, `at`, 'document',
	json_extract(CAST(`payload` AS TEXT), '$.title'), json_extract(CAST(`payload` AS TEXT), '$.reason') FROM `journal`
	WHERE `type` = 'document.made' AND (json_extract(CAST(`payload` AS TEXT), '$.masked') = 0
		OR json_extract(CAST(`payload` AS TEXT), '$.crops') = 1);
--> statement-breakpoint
INSERT OR IGNORE INTO `accesses` SELECT j.`stream`, j.`seq`, c.`value`, j.`person_id`, j.`at`, 'list',
	json_extract(CAST(j.`payload` AS TEXT), '$.title'), json_extract(CAST(j.`payload` AS TEXT), '$.reason')
	FROM `journal` j, json_each(CAST(j.`payload` AS TEXT), '$.caseIds') c WHERE j.`type` = 'list.made';
--> statement-breakpoint
INSERT INTO `accesses` SELECT `stream`, min(`seq`), json_extract(CAST(`payload` AS TEXT), '$.caseId'), `person_id`, `at`, 'view', '', ''
	FROM `journal` WHERE `type` = 'page.viewed'
	GROUP BY `stream`, json_extract(CAST(`payload` AS TEXT), '$.caseId'), `person_id`, date(`at`, '+8 hours');

CREATE INDEX `case_events_place` ON `case_events` (`stream`,`seq`);
--> statement-breakpoint
-- Which types may lose their payload is said once, in shared/domain/privacyEvents.ts: the check of the chain asks for the type and for
-- the event that names it. Here only everything else stays as it is.
DROP TRIGGER `journal_no_update`;
--> statement-breakpoint
CREATE TRIGGER `journal_no_update` BEFORE UPDATE ON `journal`
WHEN NOT (
	NEW.`payload` IS x'' AND NEW.rowid = OLD.rowid AND NEW.`stream` = OLD.`stream` AND NEW.`seq` = OLD.`seq`
	AND NEW.`at` = OLD.`at` AND NEW.`offset_ms` = OLD.`offset_ms` AND NEW.`person_id` = OLD.`person_id`
	AND NEW.`key_id` = OLD.`key_id` AND NEW.`type` = OLD.`type` AND NEW.`payload_hash` = OLD.`payload_hash`
	AND NEW.`prev_hash` = OLD.`prev_hash` AND NEW.`hash` = OLD.`hash`
)
BEGIN
	SELECT RAISE(ABORT, 'journal rows are never changed');
END;

-- The journal only grows: a row is never changed or deleted, and each new one continues its stream.
CREATE TRIGGER `journal_no_update` BEFORE UPDATE ON `journal`
BEGIN
	SELECT RAISE(ABORT, 'journal rows are never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `journal_no_delete` BEFORE DELETE ON `journal`
BEGIN
	SELECT RAISE(ABORT, 'journal rows are never deleted');
END;
--> statement-breakpoint
CREATE TRIGGER `journal_continues` BEFORE INSERT ON `journal`
WHEN NEW.`seq` <> coalesce((SELECT max(`seq`) FROM `journal` WHERE `stream` = NEW.`stream`), 0) + 1
	OR NEW.`prev_hash` <> coalesce(
		(SELECT `hash` FROM `journal` WHERE `stream` = NEW.`stream` ORDER BY `seq` DESC LIMIT 1),
		'0000000000000000000000000000000000000000000000000000000000000000'
	)
BEGIN
	SELECT RAISE(ABORT, 'journal row does not continue its stream');
END;

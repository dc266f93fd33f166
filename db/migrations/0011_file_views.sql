CREATE TABLE `file_views` (
	`person_id` text NOT NULL,
	`attachment_id` text NOT NULL,
	`turn` integer NOT NULL,
	`mode` text NOT NULL,
	`zoom` real NOT NULL,
	PRIMARY KEY(`person_id`, `attachment_id`)
);

CREATE TABLE `policy_applied` (
	`id` integer PRIMARY KEY NOT NULL,
	`sha256` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `policy_decisions` (
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`number` integer NOT NULL,
	`sha256` text NOT NULL,
	`from_day` text NOT NULL,
	`reason` text NOT NULL,
	`person_id` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`stream`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `policy_packs` (
	`number` integer PRIMARY KEY NOT NULL,
	`sha256` text NOT NULL,
	`bundle_id` text NOT NULL,
	`title` text NOT NULL,
	`from_day` text NOT NULL,
	`programmes` integer NOT NULL,
	`parts` text NOT NULL,
	FOREIGN KEY (`bundle_id`) REFERENCES `bundles`(`bundle_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `policy_sources` (
	`number` integer NOT NULL,
	`position` integer NOT NULL,
	`document` text NOT NULL,
	`name` text NOT NULL,
	`sha256` text NOT NULL,
	`extension` text NOT NULL,
	`bytes` integer NOT NULL,
	`offset` integer NOT NULL,
	`anchors` text NOT NULL,
	PRIMARY KEY(`number`, `position`),
	FOREIGN KEY (`number`) REFERENCES `policy_packs`(`number`) ON UPDATE no action ON DELETE no action
);

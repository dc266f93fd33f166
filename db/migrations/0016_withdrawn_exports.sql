ALTER TABLE `exports` ADD `withdrawn_at` text;--> statement-breakpoint
ALTER TABLE `exports` ADD `withdrawn_reason` text;
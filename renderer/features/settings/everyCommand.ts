/** Makes the commands of rooms known that were not opened yet: the list of keys shows them all. */
import '../cases/commands.ts';
import '../catalogue/commands.ts';
import '../crosscheck/commands.ts';
import '../matching/commands.ts';
import '../review/commands.ts';
import '../second/commands.ts';

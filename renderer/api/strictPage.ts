import { z } from 'zod';

/** The page forbids `eval`; zod must not even try. Imported first, before any schema is made. */
z.config({ jitless: true });

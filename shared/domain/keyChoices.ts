import { z } from 'zod';

/** A command's id, `room.act`. */
const commandId = z
  .string()
  .max(60)
  .regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/);

const NAMED =
  'Arrow(?:Up|Down|Left|Right)|Page(?:Up|Down)|Home|End|Enter|Escape|Space|Backspace|Delete|Insert|F(?:[1-9]|1[0-2])';
const SPELLING = new RegExp(`^(?:Ctrl\\+)?(?:Alt\\+)?(?:Shift\\+)?(?:${NAMED}|[!-\`{-~])$`);

/** `Ctrl+Shift+Z`, `PageDown`, `?`; an empty text switches a command's key off. Letters stand as capitals. */
export const isKeySpelling = (text: string): boolean => text === '' || SPELLING.test(text);

/** Chosen keys of a person as they travel to another workstation. */
export const keyFile = z.strictObject({
  profile: z.literal('qp-keys/1'),
  keys: z.record(commandId, z.string().max(40).refine(isKeySpelling)).refine((keys) => Object.keys(keys).length <= 500),
});
export type KeyFile = z.infer<typeof keyFile>;

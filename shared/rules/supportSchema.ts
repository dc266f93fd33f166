import { z } from 'zod';
import { condition, term } from './conditionSchema.ts';
import { cites, share, shortText, wording } from './literalSchema.ts';
import { cited, eventName, monthDay, tracks } from './programmeParts.ts';

/** Support: what a programme grants, how much, in which parts and from whose purse. */

const limit = z.strictObject({
  ...cited,
  title: shortText,
  when: condition.optional(),
  /** The most that may be reached, … */
  amount: term,
  /** … of which this much is used already (couple, same unit this year). */
  used: term.optional(),
  per: z.enum(['application', 'person', 'household', 'unit', 'unitYear', 'project', 'event', 'year']),
});

const deduction = z.strictObject({
  ...cited,
  title: shortText,
  when: condition.optional(),
  amount: term,
});

const instalment = z
  .strictObject({
    ...cited,
    title: shortText,
    share: share.optional(),
    amount: term.optional(),
    /** Months after the event `approved` (or the named one). */
    monthsAfter: z.int().min(0).max(240).optional(),
    from: eventName.optional(),
    yearlyBy: monthDay.optional(),
    /** What must hold for it to be paid. */
    requires: condition.optional(),
    wording: wording.optional(),
  })
  .refine((value) => (value.share === undefined) !== (value.amount === undefined), {
    message: 'an instalment is either a share or an amount',
  });

const split = z.strictObject({
  cite: cites,
  when: condition.optional(),
  shares: z
    .array(z.strictObject({ payer: shortText, share, source: shortText.optional() }))
    .min(1)
    .max(6),
});

export const SUPPORT_KINDS = ['money', 'service', 'honour', 'inKind'] as const;

/**
 * One benefit. For money: `amount` (or `rate` × counted periods) → `floor`/`cap` (最低/最高) → deductions → limits (couple,
 * yearly per unit) → rounded half-up to 分 once → instalments → payers. First matching `split` counts.
 */
export const support = z
  .strictObject({
    ...cited,
    name: shortText,
    wording: wording.optional(),
    kind: z.enum(SUPPORT_KINDS),
    tracks,
    when: condition.optional(),
    /** 补贴, 奖励, 贴息, 减免 …: free word for the sheet. */
    form: shortText.optional(),
    amount: term.optional(),
    /** Recurring money: so much per period. `count` periods where known; at most `most`. */
    recurring: z
      .strictObject({
        rate: term,
        per: z.enum(['month', 'year', 'schoolYear', 'unit', 'event']),
        count: term.optional(),
        most: z.int().min(1).max(10_000).optional(),
        least: z.int().min(1).max(10_000).optional(),
      })
      .optional(),
    floor: term.optional(),
    cap: term.optional(),
    /** The clause names no ceiling: said on purpose, so that the check can tell it from an omission. */
    uncapped: shortText.optional(),
    deductions: z.array(deduction).max(10).default([]),
    limits: z.array(limit).max(10).default([]),
    instalments: z.array(instalment).max(24).default([]),
    split: z.array(split).max(10).default([]),
    /** What the money may be spent on. */
    use: z.array(shortText).max(20).default([]),
    fundedBy: shortText.optional(),
  })
  .superRefine((value, context) => {
    const forms = [value.amount, value.recurring].filter((one) => one !== undefined).length;
    if (value.kind === 'money' && forms !== 1) {
      context.addIssue({ code: 'custom', message: 'money needs exactly one of amount | recurring' });
    }
    if (value.kind !== 'money' && forms !== 0) {
      context.addIssue({ code: 'custom', message: `${value.kind} has no amount` });
    }
  });
export type Support = z.infer<typeof support>;

import { LAYOUT_RULES, type LayoutRule } from '#shared/domain/bundleRules.ts';
import { type ErrorDetails, Refusal } from '#shared/domain/errors.ts';

/** A BUNDLE_LAYOUT refusal; the file's name is added by {@link withFile} where it is known. */
export function layoutRefusal(rule: LayoutRule, details: ErrorDetails = {}): Refusal {
  return new Refusal('BUNDLE_LAYOUT', { rule, reason: LAYOUT_RULES[rule], ...details });
}

/** The same refusal naming the file it is about. */
export function withFile(error: unknown, file: string): unknown {
  return error instanceof Refusal && error.details.file === undefined
    ? new Refusal(error.code, { ...error.details, file }, { cause: error.cause })
    : error;
}

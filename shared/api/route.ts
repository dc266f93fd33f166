import type { z } from 'zod';

/** One entry of the contract. `input` is parsed where it crosses into privilege; `output` types the answer and is checked in tests. */
export interface Route<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  input: I;
  output: O;
}

export function route<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Route<I, O> {
  return { input, output };
}

export type Domain = Record<string, Route>;
export type InputOf<R> = R extends Route<infer I, z.ZodType> ? z.input<I> : never;
/** What a handler receives: the parsed input. */
export type ParsedOf<R> = R extends Route<infer I, z.ZodType> ? z.output<I> : never;
export type OutputOf<R> = R extends Route<z.ZodType, infer O> ? z.output<O> : never;

import type { Preferences } from '#shared/api/settings.ts';
import { recall, remember } from './memory.ts';
import type { Appearance, TextSize } from './theme.ts';

export type Look = Pick<Preferences, 'appearance' | 'textSize'>;

/** What the chosen appearance means here and now. */
export function resolveAppearance(chosen: Preferences['appearance'], systemIsDark: boolean): Appearance {
  if (chosen === 'system') return systemIsDark ? 'dark' : 'light';
  return chosen;
}

const APPEARANCES: readonly Preferences['appearance'][] = ['system', 'light', 'dark', 'sunlight'];
const SIZES: readonly TextSize[] = ['normal', 'large'];

/** The look of the last start, for the moments before the core has answered. */
export function recallLook(): Look {
  const stored = recall('look') as Partial<Look> | null;
  return {
    appearance: APPEARANCES.find((name) => name === stored?.appearance) ?? 'system',
    textSize: SIZES.find((size) => size === stored?.textSize) ?? 'normal',
  };
}

export const rememberLook = (look: Look): void => remember('look', look);

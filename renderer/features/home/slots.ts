import type { ComponentType } from 'react';
import { RetentionCard } from '../privacy/RetentionCard.tsx';
import { PublicityCard } from '../publicity/PublicityCard.tsx';
import { SecondCard } from '../second/SecondCard.tsx';

/** Cards of other rooms on the home page, from top to bottom. Each reads its own data and shows nothing when there is nothing to do. */
export const HOME_SLOTS: readonly { id: string; Card: ComponentType }[] = [
  { id: 'second', Card: SecondCard },
  { id: 'publicity', Card: PublicityCard },
  { id: 'retention', Card: RetentionCard },
];

import { secondRows } from '#db/queries/second.ts';
import type { Clock } from '#main/ports.ts';
import type { Handlers } from '#shared/api/contract.ts';
import type { BlobStore } from '../blobs.ts';
import type { Rules } from '../policies/rules.ts';
import type { ReviewContext } from '../review/acts.ts';
import type { Session } from '../session.ts';
import { adjudicate } from './adjudicate.ts';
import { adjudicationView } from './adjudicationView.ts';
import { askSecond, type SecondContext } from './ask.ts';
import { agreementView } from './figures.ts';
import { handOver, recipientOf, sendBack } from './handOver.ts';
import { rowView, secondOf } from './rows.ts';
import { drawSample, populationOf, samplesView } from './sample.ts';
import { releaseSecond, renewSide, successorsOf, takeSecond } from './turns.ts';

interface Context {
  session: () => Session;
  rules: Rules;
  clock: Clock;
  blobs: BlobStore;
  changed: () => void;
}

export function secondHandlers({ session, rules, clock, blobs, changed }: Context): Handlers['second'] {
  const context = (): SecondContext => ({ session: session(), clock });
  const review = (): ReviewContext => ({ session: session(), catalogue: rules.current(), clock, blobs });
  const act = async <T>(work: () => T | Promise<T>): Promise<T> => {
    const result = await work();
    changed();
    return result;
  };
  return {
    list: () => {
      const rows = secondRows(session().db.read).map((row) => rowView(session(), rules.current(), row));
      return { rows, mine: rows.filter(({ step }) => step !== 'wait' && step !== 'done').length };
    },
    ask: ({ caseIds, blind }) => act(() => askSecond(context(), caseIds, blind)),
    take: ({ secondId }) =>
      act(() => {
        takeSecond(context(), secondId);
        return rowView(session(), rules.current(), secondOf(session(), secondId));
      }),
    successors: ({ secondId }) => ({
      persons: successorsOf(session(), secondId).map(({ personId, name }) => ({ personId, name })),
    }),
    release: (input) =>
      act(() => {
        releaseSecond(context(), input);
        return rowView(session(), rules.current(), secondOf(session(), input.secondId));
      }),
    renew: ({ secondId }) => act(() => renewSide(review(), secondId)),
    adjudication: ({ secondId }) => adjudicationView(session(), rules.current(), secondId),
    adjudicate: ({ secondId, choices, passphrase }) => act(() => adjudicate(review(), secondId, choices, passphrase)),
    population: ({ programme }) => {
      const { pass, fail } = populationOf(session(), programme);
      return { cases: pass.length + fail.length };
    },
    draw: (input) => act(() => drawSample(context(), input)),
    samples: () => ({ samples: samplesView(session(), rules.current()) }),
    agreement: () => agreementView(session(), rules.current()),
    recipient: async ({ path }) => {
      const { subject, keyId } = await recipientOf(session(), path);
      return { name: subject.name, unit: subject.unit, role: subject.role, keyId };
    },
    handOver: (input) => act(() => handOver(context(), input)),
    sendBack: (input) => act(() => sendBack(context(), input)),
  };
}

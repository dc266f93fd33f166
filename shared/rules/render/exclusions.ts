import type { Exclusion } from '../programmeParts.ts';
import type { Programme } from '../schema.ts';
import { whenNote } from './conditions.ts';
import type { Line, ProgrammeLink } from './model.ts';
import { citedWithin, makeLine, note, trackNote, type Writer, writerFact } from './writer.ts';

/** 不重复享受与限制: which other benefits stand in the way, and what follows. */

export const EXCLUSION_WORDS: Record<Exclusion['kind'], string> = {
  notTogether: '不同时享受',
  notAfter: '享受过即不再享受',
  higherOf: '就高不重复',
  topUp: '补齐差额',
  deduct: '扣减已享受部分',
  timesLimit: '限制次数',
  coolingOff: '间隔年限',
  blacklist: '不良记录',
  sameProject: '不重复申报',
};

const HOLDER_WORDS = { self: '本人', spouse: '配偶', unit: '单位', project: '项目' } as const;

function programmeLinks(ids: Iterable<string>, at: Writer): ProgrammeLink[] {
  return [...new Set(ids)].flatMap((id) => {
    const found = at.catalogue.programmes.findLast((one) => one.definition.id === id);
    return found === undefined ? [] : [{ programme: id, name: found.definition.name }];
  });
}

const ofClass = (name: string, at: Writer): string[] =>
  at.catalogue.programmes
    .filter(({ definition }) => definition.benefitClasses.includes(name) && definition.id !== at.definition.id)
    .map(({ definition }) => definition.id);

/** What cannot be named by a programme of the catalogue: other places' policies, older ones. */
function outside(one: Exclusion, links: readonly ProgrammeLink[], at: Writer): string | null {
  const known = new Set(links.map((link) => link.programme));
  const named = one.programmes.filter((id) => !known.has(id) && id !== at.definition.id);
  const classes = one.classes.filter((name) => ofClass(name, at).length === 0).length;
  const parts = [...named, ...(classes === 0 ? [] : [`${classes} 类同类政策（按申报时登记的类别比对）`])];
  return parts.length === 0 ? null : parts.join('、');
}

function reach({ times, years, since }: Exclusion, at: Writer): string | null {
  const from = since === undefined ? '' : `自${writerFact(at, since).label}起`;
  const parts = [
    ...(times === undefined ? [] : [`总计不超过 ${times} 次`]),
    ...(years === undefined ? (from === '' ? [] : [from]) : [`${from}间隔满 ${years} 年`]),
  ];
  return parts.length === 0 ? null : parts.join('，');
}

export function exclusionLines(exclusions: Programme['exclusions'], at: Writer): Line[] {
  return exclusions.map((one) => {
    const links = programmeLinks([...one.programmes, ...one.classes.flatMap((name) => ofClass(name, at))], at);
    const holders = one.holders.map((holder) => HOLDER_WORDS[holder]).join('、');
    return makeLine(at, {
      key: `exclusion:${one.id}`,
      tag: EXCLUSION_WORDS[one.kind],
      text: one.title,
      notes: [
        note(null, one.wording),
        note('限度', reach(one, at)),
        trackNote(at, one.tracks),
        whenNote(one.kind === 'blacklist' ? '列入情形' : '适用情形', one.when, at),
        note('核对对象', holders === HOLDER_WORDS.self ? null : holders),
        note('目录以外', outside(one, links, at)),
      ],
      cite: citedWithin(one),
      links,
    });
  });
}

import { mobileNumber, personId, unitCode } from './identity.ts';
import type { Person, Unit } from './model.ts';
import type { Random } from './random.ts';

const SURNAMES = [...'秦孟岳闫祁邵钟柳桑栾臧逄隋亓鹿解蔺晁解靖戚庞'];
const GIVEN = {
  男: [
    '望舒',
    '景行',
    '砚舟',
    '予安',
    '既明',
    '怀瑾',
    '知远',
    '牧云',
    '承泽',
    '子衿',
    '明川',
    '思齐',
    '启明',
    '逸尘',
    '修远',
  ],
  女: [
    '清越',
    '书颜',
    '令仪',
    '静姝',
    '采薇',
    '若华',
    '予墨',
    '映雪',
    '以宁',
    '疏桐',
    '听澜',
    '月明',
    '初霁',
    '南乔',
    '知夏',
  ],
};
const STREETS = ['泉韵路', '听荷街', '云台巷', '鹊栖路', '明泺街', '柳岸路'];
const UNITS: [name: string, kind: 1 | 2][] = [
  ['济南泉声智能装备有限公司（演示）', 1],
  ['济南鹊山传感技术有限公司（演示）', 1],
  ['济南荷影软件有限公司（演示）', 1],
  ['济南云台生物医药有限公司（演示）', 1],
  ['济南泺口新材料有限公司（演示）', 1],
  ['济南佛慧量子科技有限公司（演示）', 1],
];
const HOSPITAL: [name: string, kind: 1 | 2] = ['济南听荷医院（演示）', 2];

/** Hands out invented people and units, none twice with the same name; the order of calls decides who comes. */
export interface Population {
  person(birthDate: string, sex: '男' | '女', name?: string): Person;
  unit(district: string): Unit;
  hospital(district: string): Unit;
}

export function inventPopulation(random: Random): Population {
  const used = new Set<string>();
  let people = 0;
  const freshName = (sex: '男' | '女'): string => {
    for (;;) {
      const name = random.pick(SURNAMES) + random.pick(GIVEN[sex]);
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
  const makeUnit = ([name, kind]: [string, 1 | 2], district: string): Unit => {
    const order = [...UNITS, HOSPITAL].findIndex(([known]) => known === name) + 1;
    return { name, code: unitCode(kind, order), address: `演示大道${10 * order}号`, district };
  };
  return {
    person(birthDate, sex, name = freshName(sex)) {
      people += 1;
      const order = people * 10 + (sex === '男' ? 1 : 2);
      const address = `济南市${random.pick(STREETS)}${random.int(1, 99)}号（虚构）`;
      const idNumber = personId(birthDate, order);
      return { name, sex, birthDate, idNumber, phone: mobileNumber(random.int(1000, 9999)), address };
    },
    unit: (district) => makeUnit(random.pick(UNITS), district),
    hospital: (district) => makeUnit(HOSPITAL, district),
  };
}

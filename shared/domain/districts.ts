/** Administrative divisions of Jinan (GB/T 2260), as case records name them. */
export const DISTRICTS: Readonly<Record<string, string>> = {
  '370100': '济南市本级',
  '370102': '历下区',
  '370103': '市中区',
  '370104': '槐荫区',
  '370105': '天桥区',
  '370112': '历城区',
  '370113': '长清区',
  '370114': '章丘区',
  '370115': '济阳区',
  '370116': '莱芜区',
  '370117': '钢城区',
  '370124': '平阴县',
  '370126': '商河县',
  '370171': '济南高新区',
};

export function districtName(code: string): string {
  return DISTRICTS[code] ?? `区划 ${code}`;
}

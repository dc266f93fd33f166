import { vocabularyOf } from './kit.ts';

/** Facts of every type, for tests of conditions. */
export const vocabulary = vocabularyOf(`
- { key: person.birthDate, label: 出生日期, type: date, past: true, declaredBy: applicant }
- { key: person.male, label: 男性, type: boolean, declaredBy: applicant }
- { key: notice.ageDay, label: 年龄基准日, type: date, declaredBy: notice }
- { key: study.graduatedOn, label: 毕业日期, type: date, declaredBy: applicant }
- { key: house.signedOn, label: 网签日期, type: date, declaredBy: applicant }
- { key: unit.paidIn, label: 到位资金, type: money, declaredBy: applicant }
- { key: unit.granted, label: 政府支持资金, type: money, declaredBy: applicant }
- { key: unit.research, label: 研发投入, type: money, declaredBy: applicant }
- { key: unit.sales, label: 销售收入, type: money, declaredBy: applicant }
- { key: unit.staff, label: 员工数, type: integer, unit: 人, declaredBy: applicant }
- { key: unit.rate, label: 占比, type: decimal, places: 2, unit: '%', declaredBy: applicant }
- key: talent.class
  label: 人才类别
  type: enum
  ranked: true
  values: [{ value: A, label: A 类 }, { value: B, label: B 类 }, { value: C, label: C 类 }, { value: D, label: D 类 }, { value: E, label: E 类 }]
  declaredBy: authority
- { key: unit.kind, label: 单位类型, type: enum, values: [{ value: firm, label: 企业 }, { value: school, label: 高校 }, { value: office, label: 党政机关 }], declaredBy: applicant }
- { key: person.honours, label: 荣誉, type: set, values: [{ value: x, label: 甲奖 }, { value: y, label: 乙奖 }], declaredBy: applicant }
- { key: unit.district, label: 注册区县, type: text, declaredBy: applicant }
- { key: unit.taxDistrict, label: 纳税区县, type: text, declaredBy: applicant }
- key: awards.won
  label: 获奖
  type: records
  fields:
    - { key: grade, label: 等级, type: enum, ranked: true, values: [{ value: first, label: 一等奖 }, { value: second, label: 二等奖 }] }
    - { key: rank, label: 名次, type: integer, unit: 位 }
  declaredBy: applicant
- key: unit.years
  label: 近三年
  type: records
  fields: [{ key: sales, label: 收入, type: money }]
  declaredBy: applicant
`);

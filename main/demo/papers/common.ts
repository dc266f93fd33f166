import type { Person, Unit } from '../model.ts';
import { type Block, type Paper, pairs } from '../page/model.ts';
import { chineseDate, monthCount, monthsFrom } from '../words.ts';

/** Papers every programme asks for. All wording is our own; units and seals are invented. */

export interface Applicant {
  person: Person;
  unit: Unit;
}

/** Head rows of an application form: who, id, phone, unit. */
function applicantRows({ person, unit }: Applicant) {
  return [
    pairs(['姓名', person.name], ['性别', person.sex], ['出生日期', person.birthDate]),
    pairs(['身份证号', person.idNumber], ['手机', person.phone]),
    pairs(['工作单位', unit.name]),
    pairs(['统一社会信用代码', unit.code], ['家庭住址', person.address]),
  ];
}

export function applicationForm(
  title: string,
  who: Applicant,
  rows: ReturnType<typeof pairs>[],
  appliedOn: string,
): Paper {
  const { person, unit } = who;
  const blocks: Block[] = [
    { kind: 'title', text: title },
    { kind: 'subtitle', text: `申报日期：${chineseDate(appliedOn)}` },
    {
      kind: 'form',
      rows: [
        ...applicantRows(who),
        ...rows,
        [
          { text: '本人声明', share: 1, label: true },
          {
            text: `以上内容由本人填写，真实完整。\n\n申请人：${person.name}　　${chineseDate(appliedOn)}`,
            share: 5.2,
            height: 76,
          },
        ],
        [
          { text: '单位意见', share: 1, label: true },
          {
            text: `经核实，情况属实，同意申报。\n\n${unit.name}（盖章）　　${chineseDate(appliedOn)}`,
            share: 5.2,
            height: 92,
          },
        ],
        [
          { text: '区县审核意见', share: 1, label: true },
          { text: '', share: 5.2, height: 92 },
        ],
      ],
    },
  ];
  return { name: title, size: 'a4', blocks };
}

export function promiseLetter(who: Applicant, benefit: string, appliedOn: string): Paper {
  const { person, unit } = who;
  return {
    name: '个人承诺书',
    size: 'a4',
    blocks: [
      { kind: 'title', text: '个人承诺书' },
      {
        kind: 'paragraph',
        size: 12.5,
        text: `本人${person.name}（身份证号${person.idNumber}），现在${unit.name}工作，申请${benefit}，承诺如下：`,
      },
      { kind: 'paragraph', size: 12.5, text: '一、所填信息和所交材料真实、完整、有效，没有隐瞒。' },
      { kind: 'paragraph', size: 12.5, text: '二、工作单位、婚姻、住房等情况变化时，及时告知受理部门。' },
      { kind: 'paragraph', size: 12.5, text: '三、不重复领取同类补贴；情况不实的，愿意退回补贴并承担责任。' },
      { kind: 'closing', lines: [`承诺人：${person.name}`, chineseDate(appliedOn)] },
    ],
  };
}

export function queryAuthorisation(who: Applicant, appliedOn: string): Paper {
  const { person } = who;
  return {
    name: '信息查询授权书',
    size: 'a4',
    blocks: [
      { kind: 'title', text: '信息查询授权书' },
      {
        kind: 'paragraph',
        size: 12.5,
        text: `本人${person.name}（身份证号${person.idNumber}）同意受理部门为审核本次申请，查询本人及家庭成员的下列信息：`,
      },
      {
        kind: 'table',
        columns: [
          { title: '序号', share: 1 },
          { title: '查询内容', share: 3, align: 'left' },
          { title: '提供部门', share: 3, align: 'left' },
        ],
        rows: [
          ['1', '婚姻登记', '民政部门'],
          ['2', '参保缴费', '社会保险经办机构'],
          ['3', '住房登记、交易和网签', '不动产登记和房产交易部门'],
          ['4', '学历学位', '教育部门'],
        ],
      },
      { kind: 'paragraph', size: 12.5, text: '授权自签字之日起至审核和发放结束为止。' },
      { kind: 'closing', lines: [`授权人：${person.name}`, chineseDate(appliedOn)] },
    ],
  };
}

export interface ContractTerms {
  kind: string;
  from: string;
  /** Null: open-ended. */
  to: string | null;
  post: string;
}

/** The sentence a reviewer looks for. */
export function contractTermSentence({ from, to }: Pick<ContractTerms, 'from' | 'to'>): string {
  const until = to === null ? '无固定终止日期' : `至${chineseDate(to)}止`;
  return `合同期限：自${chineseDate(from)}起，${until}`;
}

export function labourContract({ person, unit }: Applicant, terms: ContractTerms): Paper {
  return {
    name: terms.kind.includes('聘用') ? '聘用合同' : '劳动合同',
    size: 'a4',
    reference: `合同编号：演示-${person.idNumber.slice(-4)}-${terms.from.slice(0, 4)}`,
    blocks: [
      { kind: 'title', text: terms.kind },
      {
        kind: 'form',
        rows: [
          pairs(['甲方（单位）', unit.name]),
          pairs(['信用代码', unit.code], ['地址', unit.address]),
          pairs(['乙方（职工）', person.name], ['身份证号', person.idNumber]),
        ],
      },
      { kind: 'heading', text: '一、期限' },
      { kind: 'paragraph', text: `${contractTermSentence(terms)}。` },
      { kind: 'heading', text: '二、岗位和地点' },
      { kind: 'paragraph', text: `乙方从事${terms.post}工作，工作地点为济南市。` },
      { kind: 'heading', text: '三、报酬和社会保险' },
      { kind: 'paragraph', text: '甲方按月以货币支付工资，并依法为乙方缴纳各项社会保险费。' },
      { kind: 'heading', text: '四、其他' },
      { kind: 'paragraph', text: '本合同一式两份，双方各执一份，签字盖章后生效。' },
      {
        kind: 'closing',
        lines: [`甲方：${unit.name}`, `乙方：${person.name}`, chineseDate(terms.from)],
        seal: unit.name.replace('（演示）', ''),
      },
    ],
  };
}

export interface InsuranceSpan {
  from: string;
  /** Printed on; the newest two years up to then are listed. */
  on: string;
}

export function insuranceRecord({ person, unit }: Applicant, span: InsuranceSpan): Paper {
  const months = monthsFrom(span.from.slice(0, 7), monthCount(span.from, span.on)).slice(-24);
  return {
    name: '社会保险缴费明细',
    size: 'a4',
    reference: `打印日期：${span.on}`,
    blocks: [
      { kind: 'title', text: '社会保险个人缴费明细' },
      {
        kind: 'form',
        rows: [pairs(['姓名', person.name], ['身份证号', person.idNumber]), pairs(['参保单位', unit.name])],
      },
      { kind: 'paragraph', indent: false, text: `首次在济缴费：${chineseDate(span.from)}　　当前状态：正常缴费` },
      {
        kind: 'table',
        columns: [
          { title: '费款所属期', share: 2 },
          { title: '险种', share: 3 },
          { title: '缴费基数', share: 2, align: 'right' },
          { title: '到账状态', share: 2 },
        ],
        rows: months.map((month) => [month, '养老、医疗、失业、工伤', '8,500.00', '已到账']),
      },
      { kind: 'closing', lines: ['社会保险经办机构（演示）', chineseDate(span.on)], seal: '演示社会保险经办中心' },
    ],
  };
}

export function identityCard(person: Person): Paper {
  return {
    name: '身份证',
    size: 'card',
    blocks: [
      { kind: 'title', text: '居民身份证（演示样张）', size: 14 },
      { kind: 'photo' },
      {
        kind: 'form',
        rows: [
          pairs(['姓名', person.name], ['性别', person.sex]),
          pairs(['出生', chineseDate(person.birthDate)]),
          pairs(['住址', person.address]),
          pairs(['号码', person.idNumber]),
        ],
      },
    ],
  };
}

export function householdPage(person: Person, married: boolean): Paper {
  return {
    name: '户口簿本人页',
    size: 'certificate',
    blocks: [
      { kind: 'title', text: '常住人口登记卡', size: 18 },
      {
        kind: 'form',
        rows: [
          pairs(['姓名', person.name], ['户主关系', '户主'], ['性别', person.sex]),
          pairs(['出生日期', chineseDate(person.birthDate)], ['婚姻状况', married ? '已婚' : '未婚']),
          pairs(['身份证件编号', person.idNumber]),
          pairs(['住址', person.address]),
        ],
      },
      { kind: 'closing', lines: ['承办人签章：演示', '登记日期：2021年3月5日'], seal: '演示户口登记机关' },
    ],
  };
}

export function marriageCertificate(person: Person, spouse: string, on: string): Paper {
  return {
    name: '结婚证',
    size: 'certificate',
    blocks: [
      { kind: 'title', text: '结婚登记证明（演示样张）', size: 18, colour: '#a4211a' },
      {
        kind: 'form',
        rows: [
          pairs(['持证人', person.name], ['配偶', spouse]),
          pairs(['登记日期', chineseDate(on)]),
          pairs(['登记字号', `演示-${on.replaceAll('-', '')}`]),
        ],
      },
      { kind: 'closing', lines: ['婚姻登记机关（演示）', chineseDate(on)], seal: '演示婚姻登记机关' },
    ],
  };
}

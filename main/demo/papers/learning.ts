import type { Person } from '../model.ts';
import { type Paper, pairs } from '../page/model.ts';
import { chineseDate, monthCount } from '../words.ts';

/** Degrees, study abroad, titles and honours. Schools are invented. */

export interface Degree {
  school: string;
  /** 博士, 硕士, 学士 */
  level: string;
  major: string;
  from: string;
  on: string;
}

export function degreeCertificate(person: Person, degree: Degree): Paper {
  const { school, level, major, from, on } = degree;
  return {
    name: `${level}学位证书`,
    size: 'certificate',
    blocks: [
      { kind: 'title', text: `${level}毕业和学位证书`, size: 24, colour: '#8a6414' },
      { kind: 'gap', height: 10 },
      {
        kind: 'paragraph',
        size: 13,
        text: `${person.name}，${person.sex}，${chineseDate(person.birthDate)}生，于${chineseDate(from)}至${chineseDate(on)}在${school}${major}专业学习（全日制），修业期满，成绩合格，准予毕业，授予${level}学位。`,
      },
      { kind: 'paragraph', size: 11, text: `证书编号：演示${on.replaceAll('-', '')}${person.idNumber.slice(-4)}` },
      { kind: 'closing', lines: [`${school}（虚构）`, chineseDate(on)], seal: `${school}` },
    ],
  };
}

/** The sentence a reviewer looks for. */
export function authenticationSentence(degree: Pick<Degree, 'level' | 'on'>): string {
  return `所获学位：${degree.level}学位，授予日期${chineseDate(degree.on)}`;
}

export function degreeAuthentication(person: Person, degree: Degree, on: string): Paper {
  return {
    name: '国外学历学位认证书',
    size: 'a4',
    reference: `认证编号：演示认${on.replaceAll('-', '')}${person.idNumber.slice(-4)}`,
    blocks: [
      { kind: 'title', text: '国外学历学位认证书' },
      { kind: 'gap', height: 8 },
      {
        kind: 'paragraph',
        size: 12,
        text: `${person.name}，${person.sex}，${chineseDate(person.birthDate)}生，身份证号${person.idNumber}。`,
      },
      {
        kind: 'paragraph',
        size: 12,
        text: `学习经历：${chineseDate(degree.from)}至${chineseDate(degree.on)}在${degree.school}学习${degree.major}。`,
      },
      { kind: 'paragraph', size: 12, text: `${authenticationSentence(degree)}。` },
      { kind: 'paragraph', size: 12, text: '经核查，该学位证书情况属实，所在学校为该国承认的学位授予机构。' },
      { kind: 'closing', lines: ['留学服务机构（演示）', chineseDate(on)], seal: '演示留学服务机构' },
    ],
  };
}

const COURSES = ['高等数值方法', '随机过程', '机器学习', '嵌入式系统', '材料表征', '学术写作', '科研训练', '学位论文'];

export function transcript(person: Person, degree: Degree): Paper {
  const year = Number(degree.from.slice(0, 4));
  const years = Math.max(1, Math.round(monthCount(degree.from, degree.on) / 12));
  return {
    name: '成绩单及中文翻译件',
    size: 'a4',
    reference: '中文译本，原件附后',
    blocks: [
      { kind: 'title', text: `${degree.school}成绩单（中文译本）`, size: 17 },
      {
        kind: 'form',
        rows: [
          pairs(['学生', person.name], ['专业', degree.major]),
          pairs(['入学', chineseDate(degree.from)], ['毕业', chineseDate(degree.on)]),
        ],
      },
      {
        kind: 'table',
        columns: [
          { title: '学年', share: 2 },
          { title: '课程', share: 4, align: 'left' },
          { title: '学分', share: 1 },
          { title: '成绩', share: 1 },
        ],
        rows: COURSES.map((course, index) => {
          const start = year + Math.floor((index * years) / COURSES.length);
          return [`${start}-${start + 1}`, course, String(10 + (index % 3) * 5), ['A', 'A-', 'B+'][index % 3]!];
        }),
      },
      {
        kind: 'closing',
        lines: ['翻译机构：济南译海翻译有限公司（演示）', chineseDate(degree.on)],
        seal: '济南译海翻译有限公司',
      },
    ],
  };
}

export function entryExitRecord(
  person: Person,
  country: string,
  stays: readonly [out: string, back: string][],
  on: string,
): Paper {
  return {
    name: '出入境记录查询结果',
    size: 'a4',
    reference: `查询日期：${on}`,
    blocks: [
      { kind: 'title', text: '出入境记录查询结果' },
      { kind: 'form', rows: [pairs(['姓名', person.name], ['身份证号', person.idNumber])] },
      {
        kind: 'table',
        columns: [
          { title: '序号', share: 1 },
          { title: '出境日期', share: 3 },
          { title: '前往', share: 3 },
          { title: '入境日期', share: 3 },
        ],
        rows: stays.map(([out, back], index) => [String(index + 1), out, country, back]),
      },
      { kind: 'closing', lines: ['出入境查询窗口（演示）', chineseDate(on)], seal: '演示出入境查询窗口' },
    ],
  };
}

export function rankingProof(school: string, field: string, year: number): Paper {
  return {
    name: '学科排名证明',
    size: 'a4',
    blocks: [
      { kind: 'title', text: '学科排名证明（中文译本）', size: 18 },
      { kind: 'paragraph', text: `${school}的${field}学科在${year}年发布的学科排名中位列全球前1‰。` },
      {
        kind: 'form',
        rows: [
          pairs(['学校', school]),
          pairs(['学科', field], ['年份', String(year)]),
          pairs(['全球参评机构', '2,386'], ['名次', '2']),
        ],
      },
      {
        kind: 'closing',
        lines: ['翻译机构：济南译海翻译有限公司（演示）', `${year}年11月10日`],
        seal: '济南译海翻译有限公司',
      },
    ],
  };
}

export function titleCertificate(person: Person, title: string, on: string): Paper {
  return {
    name: '人才称号入选证书',
    size: 'certificate',
    blocks: [
      { kind: 'title', text: '入选证书', size: 26, colour: '#a4211a' },
      { kind: 'gap', height: 14 },
      { kind: 'paragraph', size: 14, text: `${person.name}同志：`, indent: false },
      { kind: 'paragraph', size: 14, text: `经评审，您入选${title}。特发此证。` },
      { kind: 'closing', lines: ['评审机构（演示）', chineseDate(on)], seal: '演示评审机构' },
    ],
  };
}

/** The sentence a reviewer looks for. */
export function professionalTitleSentence(grade: string): string {
  return `资格级别：${grade}`;
}

export function professionalTitleCertificate(person: Person, series: string, grade: string, on: string): Paper {
  return {
    name: '专业技术职务资格证书',
    size: 'a4',
    reference: `证书编号：演示职${on.replaceAll('-', '')}`,
    blocks: [
      { kind: 'title', text: '专业技术职务资格证书' },
      { kind: 'photo' },
      {
        kind: 'form',
        rows: [
          pairs(['姓名', person.name], ['性别', person.sex]),
          pairs(['身份证号', person.idNumber]),
          pairs(['系列', series], ['取得日期', chineseDate(on)]),
        ],
      },
      { kind: 'paragraph', size: 13, text: `${professionalTitleSentence(grade)}。` },
      { kind: 'closing', lines: ['职称评审机构（演示）', chineseDate(on)], seal: '演示职称评审机构' },
    ],
  };
}

export function achievementList(person: Person, rows: readonly [kind: string, title: string, date: string][]): Paper {
  return {
    name: '主要成果和荣誉清单',
    size: 'a4',
    blocks: [
      { kind: 'title', text: '主要成果和荣誉清单' },
      { kind: 'form', rows: [pairs(['姓名', person.name], ['身份证号', person.idNumber])] },
      {
        kind: 'table',
        columns: [
          { title: '类别', share: 2 },
          { title: '名称', share: 6, align: 'left' },
          { title: '日期', share: 2 },
        ],
        rows: rows.map((row) => [...row]),
      },
      { kind: 'closing', lines: [`填报人：${person.name}`] },
    ],
  };
}

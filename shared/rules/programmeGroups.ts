import type { Programme } from './schema.ts';

/** How people look for a programme: for whom it is, what stage of a talent's way it helps, what it gives. */

/** Stages in the order a talent meets them, with the classes of benefit that belong to each. */
const STAGES: readonly (readonly [id: string, title: string, classes: readonly string[]])[] = [
  [
    'recognise',
    '认定与绿色通道',
    ['talent-recognition', 'talent-introduction', 'green-channel', 'talent-code', 'transport-card'],
  ],
  [
    'attract',
    '引才聚才',
    [
      ...['key-talent-project', 'overseas-engineer', 'introduced-engineer', 'talent-introduction-reward'],
      ...['talent-introduction-fee', 'interview-subsidy', 'internship-subsidy', 'overseas-tuition', 'talent-station'],
      ...['lead-enterprise', 'special-pay', 'state-enterprise-assessment', 'staff-quota', 'headhunter-introduction'],
      ...['introduction-reward', 'talent-income-tax', 'graduate-retention', 'introduced-team', 'introduced-project'],
      ...['introduced-talent-project', 'chief-expert-funding', 'work-allowance'],
    ],
  ],
  [
    'train',
    '培养选拔',
    [
      ...['entrepreneur-reserve', 'social-science-talent', 'culture-talent', 'art-talent', 'art-team'],
      ...['chief-technician', 'rural-star', 'harmony-envoy', 'medical-talent', 'finance-talent', 'accounting-talent'],
      ...['education-talent', 'postdoc-station', 'postdoc-living', 'postdoc-topic', 'postdoc-stay', 'scholarship'],
      ...[
        'student-aid',
        'talent-research',
        'international-platform',
        'cultivated-team',
        'university-development',
        'feature-college',
        'urgent-major',
        'urgent-training',
      ],
      ...['joint-training', 'international-training-platform', 'skills-training-base', 'university-team'],
      'leader-studio',
    ],
  ],
  [
    'settle',
    '安居生活',
    [
      ...['home-purchase', 'living-rent', 'rental-subsidy', 'rent-reduction', 'child-schooling'],
      ...[
        'spouse-placement',
        'medical-care',
        'talent-settling',
        'talent-allowance',
        'overseas-like-environment',
        'settling-allowance',
        'income-tax-subsidy',
      ],
    ],
  ],
  ['enter', '出入境', ['entry-letter', 'r-visa', 'residence-permit', 'port-visa']],
  [
    'found',
    '创业金融',
    [
      ...['returnee-startup', 'startup-loan', 'startup-carrier', 'maker-mentor', 'campus-startup'],
      ...[
        'talent-loan-interest',
        'talent-loan-risk',
        'startup-insurance',
        'talent-startup',
        'talent-research-startup',
        'innovation-voucher',
        'talent-start-up-fund',
      ],
    ],
  ],
  [
    'platform',
    '平台载体',
    [
      ...['expert-station', 'foreign-expert-studio', 'incubator', 'overseas-base', 'hr-park', 'hr-park-upgrade'],
      ...['human-capital-research', 'innovation-platform', 'innovation-carrier', 'university-science-park'],
      ...['high-tech-cultivation', 'shared-equipment', 'laboratory-platform', 'key-laboratory', 'concept-centre'],
      ...['pilot-base', 'science-park'],
    ],
  ],
  [
    'transfer',
    '成果转化',
    [
      ...['city-science-project', 'transfer-platform', 'technology-purchase', 'equity-recommendation'],
      ...['technology-market', 'transfer-agency'],
    ],
  ],
];
const OTHER = { id: 'other', title: '其他' } as const;

/** Every stage with its title, the rest last. */
export const STAGE_LIST: readonly { id: string; title: string }[] = [
  ...STAGES.map(([id, title]) => ({ id, title })),
  OTHER,
];

const stageByClass = new Map(STAGES.flatMap(([id, , classes]) => classes.map((name) => [name, id] as const)));

/** Classes of earlier documents carry their year: `green-channel-2009`. */
const withoutYear = (name: string): string => name.replace(/-\d{4}$/, '');

/** Stages of a programme by its classes of benefit; one of no known class is `other`. */
export function stagesOf({ benefitClasses }: Pick<Programme, 'benefitClasses'>): string[] {
  const found = new Set(benefitClasses.flatMap((name) => stageByClass.get(withoutYear(name)) ?? []));
  return found.size === 0 ? [OTHER.id] : STAGES.map(([id]) => id).filter((id) => found.has(id));
}

/** Words for `target.groups`; a group that a later catalogue adds is shown by its code. */
const GROUP_TITLES: Record<string, string> = {
  talent: '高层次人才',
  graduate: '高校毕业生',
  student: '在校学生',
  returnee: '留学回国人员',
  'foreign-talent': '外籍人才',
  postdoc: '博士后',
  skilled: '技能人才',
  rural: '乡村人才',
  founder: '创业者',
  mentor: '创业导师',
  individual: '其他个人',
  team: '人才团队',
  'startup-team': '创业团队',
  enterprise: '企业',
  'state-enterprise': '国有企业',
  'public-institution': '事业单位',
  university: '高校',
  'city-school': '市属院校',
  school: '学校',
  'research-institute': '科研院所',
  institution: '机构',
  'training-institution': '培训机构',
  'service-organisation': '服务机构',
  intermediary: '中介机构',
  'social-organisation': '社会组织',
  incubator: '孵化载体',
  'science-park': '大学科技园',
  'hr-park': '人力资源产业园',
  park: '园区',
  bank: '银行',
  department: '部门',
  district: '区县',
};
const GROUP_ORDER = Object.keys(GROUP_TITLES);

export const groupTitle = (code: string): string => GROUP_TITLES[code] ?? code;

/** Known groups in their order, others after them by their code. */
export function compareGroups(a: string, b: string): number {
  const [i, j] = [a, b].map((code) => (GROUP_ORDER.indexOf(code) + GROUP_ORDER.length + 1) % (GROUP_ORDER.length + 1));
  return i! - j! || (a < b ? -1 : 1);
}

export const KIND_TITLES = { money: '资金', service: '服务', honour: '荣誉', inKind: '实物' } as const;
export type BenefitKind = keyof typeof KIND_TITLES;

/** What a programme gives, in the order of {@link KIND_TITLES}. */
export function kindsOf({ support }: Pick<Programme, 'support'>): BenefitKind[] {
  const kinds = new Set<string>(support.map((one) => one.kind));
  return (Object.keys(KIND_TITLES) as BenefitKind[]).filter((kind) => kinds.has(kind));
}

/** Fixed figures and phrases of profile `qpb/1`; apart from bundle.ts so that worker threads load no schemas. */
export const BUNDLE_LIMITS = {
  /** Bytes of one container (a volume), before encryption: 3.5 GiB. */
  containerBytes: 3_758_096_384,
  entries: 20_000,
  signatures: 8,
  /** Bytes of the tag files, by name; every signature file counts as `signatures/`. */
  tagBytes: {
    'bagit.txt': 64,
    'bag-info.txt': 4_096,
    'bundle.json': 1_048_576,
    'manifest-sha256.txt': 8_388_608,
    'tagmanifest-sha256.txt': 1_024,
    'signatures/': 65_536,
  },
  parts: 999,
} as const;

/** Phrases for the `{reason}` of BUNDLE_LAYOUT, by the rule that was broken; the rule itself is in `details.rule`. */
export const LAYOUT_RULES = {
  header: '文件头与规定的写法不同',
  name: '文件名不合规定',
  order: '文件次序不对或有重名',
  folder: '顶层文件夹不合规定',
  nesting: '同一名字既是文件又是文件夹',
  directory: '末尾目录与各文件头不一致',
  tail: '末尾之后还有内容',
  checksum: '文件头中的校验码与内容不符',
  bagit: 'bagit.txt 的内容不合规定',
  baginfo: 'bag-info.txt 与 bundle.json 不一致',
  manifest: '清单的写法不合规定',
  attachment: '附件的文件名与其内容不对应',
  signatures: '签名文件的编号不连续或过多',
} as const;
export type LayoutRule = keyof typeof LAYOUT_RULES;

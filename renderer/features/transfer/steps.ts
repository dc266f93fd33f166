import type { ProgressStep } from '../../ui/ProgressPanel.tsx';

/** What an import checks, in the order it happens; the words are those of the phases in the contract. */
export const IMPORT_STEPS: readonly ProgressStep[] = [
  { key: 'copy', label: '读取', detail: '正在从介质读取，同时计算校验码' },
  { key: 'signature', label: '签名与证书', detail: '正在核对签名、证书和收件人' },
  { key: 'integrity', label: '完整性', detail: '正在逐个核对文件的校验码' },
  { key: 'content', label: '内容与序号', detail: '正在核对案卷内容、重复和序号' },
  { key: 'pages', label: '比对页面', detail: '正在比对更换的文件改动了哪几页' },
  { key: 'store', label: '存入工作区', detail: '正在加密保存并登记案卷' },
];

export const EXPORT_STEPS: readonly ProgressStep[] = [
  { key: 'content', label: '汇集', detail: '正在汇集已签署的审核结果' },
  { key: 'write', label: '写入', detail: '正在加密写入目标介质' },
  { key: 'verify', label: '重读核验', detail: '正在从介质重新读出并核对' },
];
